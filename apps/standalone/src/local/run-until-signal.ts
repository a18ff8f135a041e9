import { Opened } from './opened.js';
import type { Say } from './say.js';

/** Ctrl-C has to be over in five seconds; what is unfinished by then is safe in the database. */
const STOP_WITHIN_MS = 4_500;

/**
 * Opens things and keeps them until SIGINT or SIGTERM, then closes them in the mirrored order. A second
 * signal ends the process at once.
 */
export async function runUntilSignal(
  say: Say,
  open: (opened: Opened) => Promise<void>,
  stopWithinMs = STOP_WITHIN_MS,
): Promise<void> {
  const opened = new Opened((line) => say.problem(line));
  let signals = 0;
  const stop = () => {
    signals += 1;
    if (signals > 1) process.exit(130);
    say.line('');
    say.line('stopping (once more to stop at once)');
    const startedMs = performance.now();
    setTimeout(() => {
      say.problem(`${opened.current ?? 'something'} did not stop in time, ending anyway`);
      process.exit(1);
    }, stopWithinMs).unref();
    void opened.close().then(() => {
      say.line(`stopped in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
      process.exit(0);
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    await open(opened);
  } catch (error) {
    if (opened.isClosing) return;
    say.problem(error instanceof Error ? error.message : String(error));
    await opened.close();
    process.exit(1);
  }
}
