import { register } from 'node:module';

// Jest hands this file to Node untouched, so that it can teach Node to read our sources first.
register(new URL('../../../scripts/typescript-hooks.mjs', import.meta.url));

export default async function globalSetup(globalConfig, projectConfig) {
  const { startTestServers } = await import('./services/test-servers.ts');
  await startTestServers(globalConfig, projectConfig);
}
