import { runMain } from '@handrail/platform';
import { consoleService } from './index.js';

await runMain(consoleService);
