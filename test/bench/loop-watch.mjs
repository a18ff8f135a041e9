// Preloaded into a service that is measured: answers its parent how long the event loop stood at most,
// by the clock and on the processor, and how much memory was resident at most, since it was last asked.
import { readFileSync } from 'node:fs';

const TICK_MS = 5;

/** Nanoseconds the main thread has been on a processor; NaN where the system does not say. */
function onProcessorNs() {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'latin1').split(' ')[0]);
  } catch {
    return NaN;
  }
}

let [clockMs, processorMs, rssBytes] = [0, 0, 0];
let [at, processor] = [performance.now(), onProcessorNs()];
setInterval(() => {
  const [now, used] = [performance.now(), onProcessorNs()];
  clockMs = Math.max(clockMs, now - at - TICK_MS);
  processorMs = Math.max(processorMs, (used - processor) / 1e6);
  rssBytes = Math.max(rssBytes, process.memoryUsage.rss());
  [at, processor] = [now, used];
}, TICK_MS).unref();

process.on('message', (asked) => {
  if (asked !== 'figures') return;
  process.send({ clockMs, processorMs: processorMs || clockMs, rssBytes });
  [clockMs, processorMs, rssBytes] = [0, 0, process.memoryUsage.rss()];
});
