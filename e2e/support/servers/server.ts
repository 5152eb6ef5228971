import type { StoreHabits } from './habits.ts';

/** A server that runs, on 127.0.0.1 and a folder of its own, and the keys of one account. */
export interface RunningServer {
  endpointUrl: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Ends its own processes and removes its folder. Harmless when called again. */
  close(): Promise<void>;
}

/** A real S3 server that is installed into a folder of ours, started, checked against its own habits, and ended. */
export interface StoreServer {
  /** As a command line and STORE name it: `seaweedfs`. */
  name: string;
  /** As it calls itself. */
  title: string;
  /** The pinned version, or null where the system's packages decide. */
  version: string | null;
  /** How long its installation takes where nothing is cached: seconds, or minutes of compiling. */
  installing: 'seconds' | 'minutes';
  /** Whether its checks end within a minute or so: then `--quick` has them. */
  quick: boolean;
  /** Whether the page's flows that are tagged `@store` run on it too, apart from `--quick`. */
  flows: boolean;
  /** Whether {@link install} would have nothing to do. */
  isInstalled(): boolean;
  /** Installs what is missing. @throws Error of one sentence where this computer cannot install it */
  install(): Promise<void>;
  /** @throws Error with the end of its log where it does not start */
  start(): Promise<RunningServer>;
  /** What it was measured to do, where that differs from AWS. */
  habits: StoreHabits;
}
