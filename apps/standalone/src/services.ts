import { sayToTerminal } from './local/say.js';
import { runServices } from './processes/run-services.js';

await runServices(process.argv.slice(2), process.env, sayToTerminal).catch((error: unknown) => {
  sayToTerminal.problem(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});
