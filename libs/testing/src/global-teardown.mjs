export default async function globalTeardown() {
  const { stopTestServices } = await import('./services/test-services.ts');
  await stopTestServices();
}
