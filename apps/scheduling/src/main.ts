import { runMain } from '@handrail/platform';
import { schedulingService } from './index.js';

await runMain(schedulingService);
