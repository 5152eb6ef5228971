import { ceph } from './ceph-store.ts';
import { gofakes3 } from './gofakes3.ts';
import { localstack } from './localstack.ts';
import { moto } from './moto.ts';
import { rclone } from './rclone.ts';
import { s3mock } from './s3mock.ts';
import { s3proxy } from './s3proxy.ts';
import { seaweedfs } from './seaweedfs.ts';
import type { StoreServer } from './server.ts';
import { versitygw } from './versitygw.ts';

/** Every real server that the store checks know, in the order of their closing lines. */
export const servers: readonly StoreServer[] = [
  ceph,
  seaweedfs,
  versitygw,
  rclone,
  moto,
  localstack,
  gofakes3,
  s3proxy,
  s3mock,
];

/** @throws Error that names those that there are */
export function serverNamed(name: string): StoreServer {
  const found = servers.find((server) => server.name === name);
  if (!found) throw new Error(`There is no store '${name}'; there are ${servers.map((each) => each.name).join(', ')}.`);
  return found;
}
