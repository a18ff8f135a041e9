import type { Command, ToolEnvironment, Terminal } from './command.js';
import { commands } from './commands.js';
import { UsageError } from './usage-error.js';

const overview = (): string =>
  [
    'Usage: handrail COMMAND [ARGUMENTS]',
    '',
    'Commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`),
    '',
    'handrail COMMAND --help tells more about a command.',
    '',
    'Addresses (defaults are those of npm start):',
    '  HANDRAIL_INTAKE_URL      http://127.0.0.1:3001',
    '  HANDRAIL_ASSESSMENT_URL  http://127.0.0.1:3002',
    '  HANDRAIL_SCHEDULING_URL  http://127.0.0.1:3003',
    '  HANDRAIL_OUTCOMES_URL    http://127.0.0.1:3004',
    '  HANDRAIL_MLLP            127.0.0.1:2575',
    '',
    'Where the services ask for a token, HANDRAIL_TOKEN is an access token of their issuer.',
  ].join('\n');

const wantsHelp = (args: readonly string[]) => args.includes('--help') || args.includes('-h');

/** Runs the tool with its arguments; answers the exit code: 0 done, 1 not done, 2 called wrongly. */
export async function runTool(
  args: readonly string[],
  terminal: Terminal,
  env: ToolEnvironment,
): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    terminal.err(overview());
    return 2;
  }
  if (name === 'help' || name === '--help' || name === '-h') return help(rest[0], terminal);
  const command = commands.find((known) => known.name === name);
  if (!command) {
    terminal.err(`handrail: there is no command "${name}"\n\n${overview()}`);
    return 2;
  }
  if (wantsHelp(rest)) return help(name, terminal);
  return run(command, rest, terminal, env);
}

function help(name: string | undefined, terminal: Terminal): number {
  const command = commands.find((known) => known.name === name);
  terminal.out(command ? command.usage : overview());
  return name === undefined || command ? 0 : 2;
}

async function run(
  command: Command,
  args: readonly string[],
  terminal: Terminal,
  env: ToolEnvironment,
): Promise<number> {
  try {
    return await command.run(args, terminal, env);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.err(`handrail ${command.name}: ${error.message}\n\n${command.usage}`);
      return 2;
    }
    terminal.err(
      `handrail ${command.name}: ${error instanceof Error ? error.message : String(error)}`,
    );
    return 1;
  }
}
