import { execFileSync } from 'node:child_process';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';

// Jest hands this file to Node untouched, so that it can teach Node to read our sources first.
register(new URL('../../../scripts/typescript-hooks.mjs', import.meta.url));

const build = fileURLToPath(new URL('../../../scripts/build.mjs', import.meta.url));

export default async function globalSetup(globalConfig, projectConfig) {
  const { partOf, runNeeds } = await import('./tests-of-run.ts');
  // Tests start services and other programs as they are built, and browsers load the page as it is built:
  // never an older state of them.
  const page = runNeeds('browser', partOf(globalConfig, projectConfig)) ? [] : ['--no-web'];
  execFileSync(process.execPath, [build, ...page], { stdio: ['ignore', 'ignore', 'inherit'] });
  const { startTestServers } = await import('./services/test-servers.ts');
  await startTestServers(globalConfig, projectConfig);
}
