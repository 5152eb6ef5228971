import { startCeph } from './ceph.ts';
import { cephHabits } from './habits.ts';
import { installCeph, isCephInstalled } from './install-ceph.ts';
import type { StoreServer } from './server.ts';

/** The RADOS Gateway of a one-node Ceph, from Debian's own packages. */
export const ceph: StoreServer = {
  name: 'ceph',
  title: 'Ceph RADOS Gateway',
  version: null,
  installing: 'minutes',
  quick: false,
  // `npm run test:ceph` runs them.
  flows: false,
  isInstalled: isCephInstalled,
  install: async () => installCeph(),
  start: async () => {
    const { endpointUrl, region, main, close } = await startCeph();
    const { accessKeyId, secretAccessKey } = main;
    return { endpointUrl, region, accessKeyId, secretAccessKey, close };
  },
  habits: cephHabits,
};
