/** Starts what all flows share: with STORE=ceph a real gateway, which ends with the run. */
export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.STORE !== 'ceph') return undefined;
  // Only here, so that the flows on practice storage run where Ceph cannot.
  const { startCeph } = await import('./support/servers/ceph.ts');
  const ceph = await startCeph();
  process.env.CEPH_ENDPOINT_URL = ceph.endpointUrl;
  process.env.CEPH_REGION = ceph.region;
  process.env.CEPH_ACCESS_KEY_ID = ceph.main.accessKeyId;
  process.env.CEPH_SECRET_ACCESS_KEY = ceph.main.secretAccessKey;
  return () => ceph.close();
}
