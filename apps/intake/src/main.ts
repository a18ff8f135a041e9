import { runMain } from '@handrail/platform';
import { intakeService } from './index.js';

await runMain(intakeService);
