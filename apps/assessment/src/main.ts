import { runMain } from '@handrail/platform';
import { assessmentService } from './index.js';

await runMain(assessmentService);
