import type { TestProject } from 'vitest/node';
import { serverNamed } from '../../support/servers/servers.ts';
import type {} from './started.ts';

/** Set-up of a run: starts the store that STORE names, once for all of the run's checks, and ends it afterwards. */
export default async function startStore(project: TestProject): Promise<() => Promise<void>> {
  const server = serverNamed(process.env.STORE ?? '');
  await server.install();
  const running = await server.start();
  const { endpointUrl, region, accessKeyId, secretAccessKey } = running;
  project.provide('store', { name: server.name, keys: { endpointUrl, region, accessKeyId, secretAccessKey } });
  return () => running.close();
}
