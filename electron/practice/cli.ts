import { parseArgs } from 'node:util';
import { checksumAlgorithms } from './checksums/algorithms.ts';
import { practiceOperations } from './protocol/faults.ts';
import { isScenarioName, scenarioMeaning } from './scenarios.ts';
import { startPracticeStore } from './store.ts';

const scenarioLines = Object.entries(scenarioMeaning).map(([name, meaning]) => `    ${name.padEnd(10)} ${meaning}`);
/** Breaks a list into lines of at most this many characters. */
const lineLength = 100;

function wrapped(words: readonly string[]): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 2 <= lineLength) lines[lines.length - 1] = `${last}, ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `    ${line}`).join(',\n');
}

const help = `npm run practice -- [--port N] [--scenario NAME]

Starts practice storage: a small S3 on this computer, to try any S3 client on.

  --port N          listen on this port of 127.0.0.1 (default: a free one)
  --scenario NAME   what is in it (default: samples)
${scenarioLines.join('\n')}
  --help            show this

It answers these operations as AWS documents them, path-style, signed by header or in the URL (SigV4):
${wrapped(practiceOperations.filter((operation) => operation !== 'Unknown'))}
Everything else is 501 NotImplemented: copying, tags, ACLs, keys of one's own and the like, also where a header
asks for them. A policy is kept, and decides nothing. It computes the checksums
${checksumAlgorithms.join(', ')}, and no other. GetObject reads back what came in one piece of at most 1 MiB;
of larger objects, and of uploads, it keeps sizes, ETags, checksums and metadata, and no bytes.`;

/** Says what is wrong in one sentence and ends. */
function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

function readFlags(): { port?: string | undefined; scenario?: string | undefined; help?: boolean | undefined } {
  try {
    return parseArgs({
      options: { port: { type: 'string' }, scenario: { type: 'string' }, help: { type: 'boolean' } },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
    return fail(`${reason}. See npm run practice -- --help`);
  }
}

const flags = readFlags();
if (flags.help) {
  console.log(help);
  process.exit(0);
}
const scenario = flags.scenario ?? 'samples';
if (!isScenarioName(scenario)) {
  fail(`There is no scenario '${scenario}'. Choose one of: ${Object.keys(scenarioMeaning).join(', ')}.`);
}
const port = Number(flags.port ?? 0);
if (!/^\d+$/.test(flags.port ?? '0') || port > 65_535)
  fail(`'${flags.port}' is not a port: it is a number up to 65535.`);

try {
  const store = await startPracticeStore({ port, scenario });
  console.log(`Practice storage is ready at ${store.endpointUrl}`);
  console.log(`  region             ${store.region}`);
  console.log(`  access key ID      ${store.accessKeyId}`);
  console.log(`  secret access key  ${store.secretAccessKey}`);
  console.log(`  addressing         path-style`);
  console.log(
    'It keeps sizes, ETags and checksums of uploads, no bytes, and forgets everything when it ends. Ctrl-C ends it.',
  );
  const end = () => void store.close().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
} catch (error) {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') fail(`Port ${port} is taken. Choose another with --port.`);
  if (code === 'EACCES') fail(`Port ${port} needs more rights than this user has. Choose another with --port.`);
  fail(`Practice storage did not start: ${error instanceof Error ? error.message : String(error)}`);
}
