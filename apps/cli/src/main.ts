import { runTool } from './tool.js';

const terminal = {
  out: (line: string) => void process.stdout.write(`${line}\n`),
  err: (line: string) => void process.stderr.write(`${line}\n`),
};

process.exitCode = await runTool(process.argv.slice(2), terminal, process.env);
