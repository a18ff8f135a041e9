import { SettingsError } from '@handrail/platform';
import { Opened } from './opened.js';
import type { Say } from './say.js';

/** Ctrl-C has to be over in five seconds; what is unfinished by then is safe in the database. */
const STOP_WITHIN_MS = 4_500;

/** As of every service on its own: a setting is wrong, and the text names it. */
const WRONG_SETTINGS = 78;

/** One Ctrl-C can arrive twice: from the terminal, and handed on by npm. */
const SAME_SIGNAL_MS = 1_000;

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
  let startedMs: number | undefined;
  const stop = () => {
    const nowMs = performance.now();
    if (startedMs !== undefined) {
      if (nowMs - startedMs > SAME_SIGNAL_MS) process.exit(130);
      return;
    }
    startedMs = nowMs;
    say.line('');
    say.line('stopping (once more to stop at once)');
    setTimeout(() => {
      say.problem(`${opened.current ?? 'something'} did not stop in time, ending anyway`);
      process.exit(1);
    }, stopWithinMs).unref();
    void opened.close().then(() => {
      say.line(`stopped in ${((performance.now() - nowMs) / 1000).toFixed(1)} s`);
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
    process.exit(error instanceof SettingsError ? WRONG_SETTINGS : 1);
  }
}
