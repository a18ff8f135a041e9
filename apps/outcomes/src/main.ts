import { runMain } from '@handrail/platform';
import { outcomesService } from './index.js';

await runMain(outcomesService);
