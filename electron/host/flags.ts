import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface Flags {
  /** Use the browser host, whatever else would be possible. */
  browser: boolean;
  /** null: any free one. */
  port: number | null;
  /** Open the system's web browser once ready. */
  open: boolean;
  /** null: the system's usual place. */
  dataDir: string | null;
  /** Open straight on the practice store. */
  practice: boolean;
}

export type ParsedFlags = { kind: 'run'; flags: Flags } | { kind: 'help' } | { kind: 'wrong'; message: string };

export const usage = `Loose Parts finds incomplete S3 multipart uploads, aborts them, and proves that nothing is left.

Usage: npm start -- [options]

  --browser        run in your web browser instead of a window of its own
  --port N         browser host: listen on this port of 127.0.0.1 (default: any free one)
  --no-open        browser host: do not open the web browser, only print the address
  --data-dir DIR   keep connections and the index in DIR
  --practice       open on practice storage: a small S3 store on this computer with sample uploads
  --help           show this
`;

/** Reads the command line that `npm start`, the browser host and the desktop app share. Pure; never throws. */
export function parseFlags(args: readonly string[]): ParsedFlags {
  let values: ReturnType<typeof read>['values'];
  try {
    ({ values } = read(args));
  } catch (error) {
    // Node's own sentence ends in advice about "--" that does not help here.
    const [sentence] = error instanceof Error ? error.message.split(/\.\s+To specify|\. To /) : ['Unknown option'];
    return { kind: 'wrong', message: `${sentence?.replace(/\.$/, '')}. Try --help.` };
  }
  if (values.help) return { kind: 'help' };
  if (values.port !== undefined && (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535)) {
    return { kind: 'wrong', message: `--port takes a number from 0 (any free one) to 65535, not '${values.port}'.` };
  }
  if (values['data-dir'] === '') return { kind: 'wrong', message: '--data-dir takes the path of a folder.' };
  return {
    kind: 'run',
    flags: {
      browser: values.browser ?? false,
      port: values.port === undefined ? null : Number(values.port),
      open: !values['no-open'],
      dataDir: values['data-dir'] ?? null,
      practice: values.practice ?? false,
    },
  };
}

function read(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    strict: true,
    allowPositionals: false,
    options: {
      browser: { type: 'boolean' },
      port: { type: 'string' },
      'no-open': { type: 'boolean' },
      'data-dir': { type: 'string' },
      practice: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}
