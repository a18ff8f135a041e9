import type { Command, ToolEnvironment, Terminal } from '../command.js';
import { parseOptions } from '../parse-options.js';
import { runServiceTool } from '../service-tool.js';
import { UsageError } from '../usage-error.js';
import { renderSimulation, simulate } from './diff.js';

const CHECKER = 'policy/tool/check.main.js';

const usage = `Usage: handrail policy check DIR...
       handrail policy diff A B [--since 30d] [--people 20] [--json]

check  says whether the policies in these folders may decide, and names file and row of everything that
       is wrong: gaps, overlaps, rows that can never fire, rows without a source, cases that do not hold.
diff   runs policy B over the determinations that were recorded and tells who would get another level
       and why, beside what A says. Nothing is written.

  A          a version, or "recorded" for what was decided
  B          a version, or a folder with a draft
  --since    how far to look back, in days (30d) or a time (2026-11-01T00:00:00Z)
  --people   how many persons to name, at most 200
  --json     the whole answer as JSON

Exit code: 0 when all is well, 1 when a policy is refused or nobody answers, 2 when called wrongly.`;

const options = {
  since: { type: 'string', default: '30d' },
  people: { type: 'string', default: '20' },
  json: { type: 'boolean', default: false },
} as const;

export const policyCommand: Command = {
  name: 'policy',
  summary: 'check a decision policy, or tell what another one would have decided',
  usage,
  async run(args, terminal, env) {
    const [action, ...rest] = args;
    switch (action) {
      case 'check':
        return await check(rest, terminal);
      case 'diff':
        return await diff(rest, terminal, env);
      default:
        throw new UsageError('takes check or diff');
    }
  },
};

async function check(args: readonly string[], terminal: Terminal): Promise<number> {
  const { positionals } = parseOptions(args, {});
  if (positionals.length === 0) throw new UsageError('check takes at least one folder');
  return await runServiceTool('assessment', CHECKER, positionals, terminal);
}

async function diff(args: readonly string[], terminal: Terminal, env: ToolEnvironment) {
  const { values, positionals } = parseOptions(args, options);
  const [before, after, ...more] = positionals;
  if (before === undefined || after === undefined || more.length > 0)
    throw new UsageError('diff takes two policies');
  const limit = Number(values.people);
  if (!Number.isInteger(limit) || limit < 0 || limit > 200)
    throw new UsageError('--people takes a number from 0 to 200');
  const answer = await simulate({ before, after, since: values.since, limit }, env);
  for (const line of values.json ? [JSON.stringify(answer, null, 2)] : renderSimulation(answer))
    terminal.out(line);
  return 0;
}
