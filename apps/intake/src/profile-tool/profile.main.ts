import { runProfileTool } from './run.js';

// The command line tool runs this in a process of its own, because no app imports another.
process.exitCode = await runProfileTool(
  process.argv.slice(2),
  {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
  },
  new Date().toISOString(),
);
