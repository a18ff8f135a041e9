import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { addressLines } from '../local/addresses.js';
import { checkPorts } from '../local/check-ports.js';
import { openDatabaseServer, openKeys } from '../local/database-server.js';
import {
  environmentOf,
  readLocalSettings,
  urlOf,
  type DatabaseAddresses,
  type Environment,
  type LocalSettings,
} from '../local/local-settings.js';
import type { Opened } from '../local/opened.js';
import { runUntilSignal } from '../local/run-until-signal.js';
import type { Say } from '../local/say.js';
import { SERVICE_NAMES, type LocalServiceName } from '../local/service-ports.js';
import { ChildService } from './child-service.js';
import { untilReady } from './until-ready.js';

const usage = `Usage: npm run services -- [--log postgres|kafka] [--only NAME,...] [--restart]

Runs the services of Handrail as separate processes and prints their output with their names.

  --log postgres|kafka   what carries the events; default HANDRAIL_EVENT_LOG, else postgres
  --only NAME,...        only these of ${SERVICE_NAMES.join(', ')}
  --restart              start a service again when it dies, instead of only telling

Settings: HANDRAIL_DATABASE_URL (embedded PostgreSQL when unset), HANDRAIL_KAFKA_BROKERS with
--log kafka, and the same ports and folders as npm start.`;

interface Options {
  readonly log: string | undefined;
  readonly names: readonly LocalServiceName[];
  readonly restart: boolean;
}

function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      log: { type: 'string' },
      only: { type: 'string' },
      restart: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const wanted = values.only?.split(',').map((name) => name.trim());
  const unknown = wanted?.find((name) => !SERVICE_NAMES.some((known) => known === name));
  if (unknown !== undefined)
    throw new Error(`there is no service "${unknown}", only ${SERVICE_NAMES.join(', ')}`);
  const names = SERVICE_NAMES.filter((name) => !wanted || wanted.includes(name));
  return { log: values.log, names, restart: values.restart };
}

/** `npm run services`. */
export async function runServices(
  args: readonly string[],
  env: Environment,
  say: Say,
): Promise<void> {
  const options = readOptions(args);
  if (!options) return say.line(usage);
  await runUntilSignal(
    say,
    async (opened) => {
      const settings = readLocalSettings(env, options.log);
      await checkPorts(settings, options.names);
      await openKeys(settings, say);
      const database = await openDatabaseServer(settings, opened, say);
      startChildren(settings, database, options, opened, say);
      const problems = await Promise.all(
        options.names.map(async (name) => {
          const waiting = { withinMs: 90_000, isCancelled: () => opened.isClosing };
          const why = await untilReady(urlOf(settings, name), waiting);
          return why === undefined ? [] : [`${name} is not ready: ${why}`];
        }),
      );
      if (opened.isClosing) return;
      for (const problem of problems.flat()) say.problem(problem);
      if (problems.flat().length === 0 && options.names.length === SERVICE_NAMES.length)
        for (const line of addressLines(settings)) say.line(line);
    },
    15_000,
  );
}

/** Pause before a dead service is started again, so that a broken one does not spin. */
const RESTART_AFTER_MS = 1_000;

function startChildren(
  settings: LocalSettings,
  database: DatabaseAddresses,
  { names, restart }: Options,
  opened: Opened,
  say: Say,
): void {
  const children = names.map((name) => {
    const child: ChildService = new ChildService({
      name,
      file: entryOf(name),
      env: processEnvironment(settings, name, database),
      print: (line) => say.line(line),
      onDeath: (how) => {
        // Ctrl-C in a terminal reaches the services before we ask them to stop.
        if (opened.isClosing || how === 'exit code 0') return;
        say.problem(`${name} ended by itself (${how})${restart ? ', starting it again' : ''}`);
        if (restart) setTimeout(() => !opened.isClosing && child.start(), RESTART_AFTER_MS);
        else say.problem(`to start it again: npm run services -- --only ${name}`);
      },
    });
    return child;
  });
  opened.add('the services', async () => void (await Promise.all(children.map((c) => c.stop()))));
  for (const child of children) child.start();
}

/** Separate processes talk in their logs, so they say more than the one process of npm start. */
function processEnvironment(
  settings: LocalSettings,
  name: LocalServiceName,
  database: DatabaseAddresses,
): Environment {
  const env = environmentOf(settings, name, database);
  return { ...env, HANDRAIL_LOG_LEVEL: settings.env['HANDRAIL_LOG_LEVEL'] ?? 'info' };
}

function entryOf(name: LocalServiceName): string {
  const file = fileURLToPath(new URL(`../../../../${name}/dist/src/main.js`, import.meta.url));
  if (!existsSync(file)) throw new Error(`${name} is not built, run "npm run build" first`);
  return file;
}
