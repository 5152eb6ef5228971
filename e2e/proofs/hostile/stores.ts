import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';

const addressesSchema = z.object({ addresses: z.record(z.string(), z.string()) });
const reportSchema = z.object({ led: z.number(), signatures: z.array(z.string()) });

/** The hostile stores, in a process of their own. */
export class HostileStores {
  /** By behaviour. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, addresses: Record<string, string>) {
    this.#child = child;
    this.addresses = addresses;
  }

  /** @param secretAccessKey what a store that repeats secrets repeats: it is in no request */
  static async start(secretAccessKey: string): Promise<HostileStores> {
    const child = fork(join(import.meta.dirname, 'store-process.ts'), {
      env: { ...process.env, SECRET_ACCESS_KEY: secretAccessKey },
    });
    const [message] = await once(child, 'message');
    return new HostileStores(child, addressesSchema.parse(message).addresses);
  }

  /** How often somebody came to where a redirect led, and every signature that a call came with. */
  async report(): Promise<z.infer<typeof reportSchema>> {
    this.#child.send('report');
    const [message] = await once(this.#child, 'message');
    return reportSchema.parse(message);
  }

  async stop(): Promise<{ code: number | null }> {
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
    return { code: this.#child.exitCode };
  }
}
