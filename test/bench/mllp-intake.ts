import { startService } from '@handrail/platform';
import { intakeService } from '../../apps/intake/src/index.js';
import { MllpListener } from '../../apps/intake/src/mllp/mllp-listener.js';

// Intake in a process of its own, so that what it takes of processor and memory is its own.
if (process.env['BENCH_WITHOUT_ACCESS']) await import('./without-access.js');
const running = await startService(intakeService, process.env);
process.send!({ url: running.url, mllpPort: running.app.get(MllpListener).port });
process.on('message', (asked) => {
  if (asked === 'figures') {
    const { user, system } = process.cpuUsage();
    process.send!({ rssBytes: process.memoryUsage().rss, cpuSeconds: (user + system) / 1e6 });
  } else {
    void running.stop().then(() => process.exit(0));
  }
});
