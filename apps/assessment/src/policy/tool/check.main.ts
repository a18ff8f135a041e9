import { checkFolders } from './check-folders.js';

// Started by `handrail policy check`: the service that owns the format checks it, in its own process.
process.exitCode = checkFolders(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
