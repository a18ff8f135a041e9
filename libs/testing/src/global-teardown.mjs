export default async function globalTeardown() {
  const { stopTestServers } = await import('./services/test-servers.ts');
  await stopTestServers();
}
