import { parseArgs } from 'node:util';
import { addressLines } from './local/addresses.js';
import { checkPorts } from './local/check-ports.js';
import { openDatabaseServer, openKeys } from './local/database-server.js';
import { readLocalSettings, urlOf, type Environment } from './local/local-settings.js';
import { openBrowser } from './local/open-browser.js';
import { runUntilSignal } from './local/run-until-signal.js';
import type { Say } from './local/say.js';
import { SERVICE_NAMES } from './local/service-ports.js';
import { whoActs } from './who-acts.js';

const usage = `Usage: npm start -- [--log postgres|kafka]
       npm run demo -- [--log postgres|kafka] [--pace SECONDS] [--no-browser]

Runs the five services of Handrail in one process. "npm start" begins empty, with the seeded program
directory; "npm run demo" adds a simulated network of hospitals and opens the console.

  --log postgres|kafka   what carries the events; default HANDRAIL_EVENT_LOG, else postgres
  --pace SECONDS         demo: pause between two messages of the network, default 2.5
  --no-browser           demo: do not open the console in a browser

Settings: HANDRAIL_DATA_DIR (.handrail), HANDRAIL_DATABASE_URL (embedded PostgreSQL when unset),
HANDRAIL_KAFKA_BROKERS, HANDRAIL_HOST, HANDRAIL_MLLP_PORT (2575), HANDRAIL_CONSOLE_PORT (3000),
HANDRAIL_INTAKE_PORT (3001), HANDRAIL_ASSESSMENT_PORT (3002), HANDRAIL_SCHEDULING_PORT (3003),
HANDRAIL_OUTCOMES_PORT (3004), HANDRAIL_LOG_LEVEL (warn), and those in the READMEs of the services.`;

interface Options {
  readonly demo: boolean;
  readonly log: string | undefined;
  readonly paceMs: number;
  readonly browser: boolean;
}

/** The options; undefined when the usage was asked for. */
function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      demo: { type: 'boolean', default: false },
      log: { type: 'string' },
      pace: { type: 'string', default: '2.5' },
      'no-browser': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const seconds = Number(values.pace);
  if (!(seconds >= 0.05 && seconds <= 3600))
    throw new Error('--pace is a number of seconds from 0.05 to 3600');
  if (values.help) return undefined;
  return {
    demo: values.demo,
    log: values.log,
    paceMs: seconds * 1000,
    browser: !values['no-browser'],
  };
}

/** `npm start` and `npm run demo`. */
export async function runStandalone(
  args: readonly string[],
  env: Environment,
  say: Say,
): Promise<void> {
  const options = readOptions(args);
  if (!options) return say.line(usage);
  await runUntilSignal(say, async (opened) => {
    const settings = readLocalSettings(env, options.log);
    await checkPorts(settings, SERVICE_NAMES);
    // The services are loaded after the settings were found good: a wrong one is told at once.
    const { startAll } = await import('./compose.js');
    await openKeys(settings, say);
    const database = await openDatabaseServer(settings, opened, say);
    const running = await startAll(settings, database, opened, say);
    if (opened.isClosing) return;
    for (const line of addressLines(settings)) say.line(line);
    if (!options.demo) return;
    const { DEMO_ACCOUNT, signedInAddress } = await import('./signed-in-address.js');
    const { startNetwork } = await import('./network/start-network.js');
    await startNetwork(settings, running, { paceMs: options.paceMs, say, opened });
    const address = await signedInAddress(running, urlOf(settings, 'console'));
    const shown = options.browser && (await openBrowser(address, env));
    say.line(whoActs(address, DEMO_ACCOUNT, shown));
  });
}
