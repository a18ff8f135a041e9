#!/usr/bin/env node
// Starts the compiled command line tool, and says what to do when it has not been compiled yet.
import { existsSync } from 'node:fs';

const compiled = new URL('../dist/src/main.js', import.meta.url);

if (existsSync(compiled)) {
  await import(compiled.href);
} else {
  process.stderr.write(
    'handrail: not built yet, run "npm run build" first ("npm start" does it too)\n',
  );
  process.exitCode = 1;
}
