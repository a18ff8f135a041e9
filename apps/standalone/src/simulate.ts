import type { TokenWish } from '@handrail/cli';
import { readLocalSettings, type LocalSettings } from './local/local-settings.js';
import { runUntilSignal } from './local/run-until-signal.js';
import { sayToTerminal } from './local/say.js';
import { Simulation } from './network/simulation.js';
import { simulatedWorld } from './network/start-network.js';

const DEFAULT_PACE_MS = 2_500;

/** What hospitals, a network and the desk of a program need. */
const SIMULATED = 'ingest.write persons.read care.read offers.answer programs.write';

/**
 * The simulated network alone, against an intake that runs elsewhere: HANDRAIL_HOST names its host,
 * HANDRAIL_INTAKE_PORT and HANDRAIL_MLLP_PORT its ports,
 * HANDRAIL_SCHEDULING_URL where programs read and answer. With HANDRAIL_CLIENT_KEY_FILE it asks HANDRAIL_ISSUER for tokens,
 * as the system HANDRAIL_CLIENT_ID. The demo profile of compose runs it.
 */
await runUntilSignal(sayToTerminal, async (opened) => {
  const settings = readLocalSettings(process.env, 'postgres');
  const { world, close } = simulatedWorld(settings, new Date(), systemIn(settings));
  const simulation = new Simulation({ world, paceMs: DEFAULT_PACE_MS, say: sayToTerminal });
  opened.add('the simulated network', async () => {
    await simulation.stop();
    close();
  });
  simulation.start();
});

function systemIn({ env }: LocalSettings): TokenWish | undefined {
  const { HANDRAIL_ISSUER: issuer, HANDRAIL_CLIENT_KEY_FILE: keyFile } = env;
  if (!issuer || !keyFile) return undefined;
  return { issuer, keyFile, client: env['HANDRAIL_CLIENT_ID'] ?? 'simulation', scope: SIMULATED };
}
