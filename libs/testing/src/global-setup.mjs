import { execFileSync } from 'node:child_process';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';

// Jest hands this file to Node untouched, so that it can teach Node to read our sources first.
register(new URL('../../../scripts/typescript-hooks.mjs', import.meta.url));

const build = fileURLToPath(new URL('../../../scripts/build.mjs', import.meta.url));

export default async function globalSetup(globalConfig, projectConfig) {
  // Tests start services and other programs as they are built: never an older state of them.
  execFileSync(process.execPath, [build, '--no-web'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const { startTestServers } = await import('./services/test-servers.ts');
  await startTestServers(globalConfig, projectConfig);
}
