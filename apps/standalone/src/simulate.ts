import { readLocalSettings } from './local/local-settings.js';
import { runUntilSignal } from './local/run-until-signal.js';
import { sayToTerminal } from './local/say.js';
import { Simulation } from './network/simulation.js';
import { simulatedWorld } from './network/start-network.js';

const DEFAULT_PACE_MS = 2_500;

/**
 * The simulated network alone, against an intake that runs elsewhere: HANDRAIL_HOST names its host,
 * HANDRAIL_INTAKE_PORT and HANDRAIL_MLLP_PORT its ports,
 * HANDRAIL_SCHEDULING_URL where programs read and answer. The demo profile of compose runs it.
 */
await runUntilSignal(sayToTerminal, async (opened) => {
  const { world, close } = simulatedWorld(readLocalSettings(process.env, 'postgres'), new Date());
  const simulation = new Simulation({ world, paceMs: DEFAULT_PACE_MS, say: sayToTerminal });
  opened.add('the simulated network', async () => {
    await simulation.stop();
    close();
  });
  simulation.start();
});
