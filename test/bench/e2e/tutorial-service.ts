import { startTutorialHop } from '../tutorial-hop.js';
import { TUTORIAL_HOPS } from './tutorial-decisions.js';

// One hop of the tutorial chain in a process of its own.
const env = (name: string): string => process.env[name] ?? '';
const stop = await startTutorialHop(
  TUTORIAL_HOPS[Number(env('TUTORIAL_HOP'))]!,
  env('TUTORIAL_DATABASE_URL'),
  env('TUTORIAL_BROKERS').split(','),
);
process.on('message', () => {
  void stop().finally(() => process.exit(0));
});
process.send?.('started');
