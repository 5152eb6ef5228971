/** Starts what all flows share: where STORE names a real store, that, which ends with the run. */
export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  const name = process.env.STORE ?? 'practice';
  if (name === 'practice') return undefined;
  // Only here, so that the flows on practice storage run where no other store can.
  const { serverNamed } = await import('./support/servers/servers.ts');
  const server = serverNamed(name);
  await server.install();
  const running = await server.start();
  process.env.STORE_ENDPOINT_URL = running.endpointUrl;
  process.env.STORE_REGION = running.region;
  process.env.STORE_ACCESS_KEY_ID = running.accessKeyId;
  process.env.STORE_SECRET_ACCESS_KEY = running.secretAccessKey;
  return () => running.close();
}
