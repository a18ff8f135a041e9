import { startService } from '@handrail/platform';
import { schedulingService } from '../../apps/scheduling/src/index.js';

// Scheduling in a process of its own, so that what it takes of memory and processor is its own.
const running = await startService(schedulingService, process.env);
process.send!({ url: running.url });
process.on('message', (asked) => {
  if (asked === 'figures') {
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    process.send!({ rssBytes: rss, heapBytes: heapUsed, cpuSeconds: (user + system) / 1e6 });
  } else {
    void running.stop().then(() => process.exit(0));
  }
});
