import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { collectionFolder, isCollecting, keptName, messagesName, notedSecretsName } from './collection.ts';
import { isRecognisable, literalSecrets, tooShort } from './literals.ts';
import { messageKinds } from './noted.ts';
import { provePlanted } from './prove-planted.ts';
import { needlesFor, notedSecrets, type Swept, sweep } from './sweep.ts';

// `npm run test:secrets`, or `node run-sweep.ts FOLDER` for a collection elsewhere: the last stage of a test run. Searches all that the run left for every secret that was used in
// it, and proves on a copy of one of the run's own folders that it would have found them.
// Playwright's own traces and screenshots are made by the test tool and are not the product's: left out.

const startedAt = Date.now();
const [folder = isCollecting() ? collectionFolder : null] = process.argv.slice(2);
if (folder === null) {
  console.error('secrets: nothing was collected. This is the last stage of `npm test` and `npm run test:ceph`.');
  process.exit(1);
}
const literals = literalSecrets(join(import.meta.dirname, '../../..'));
const noted = notedSecrets(join(folder, notedSecretsName));
const needles = needlesFor([...literals.filter(isRecognisable), ...noted], startedAt);
const secrets = new Set(needles.map(({ secret }) => secret));
const kept = join(folder, keptName);
const swept = await sweep({ kept, messages: join(folder, messagesName) }, needles);
const proof = await provePlanted(kept, join(folder, 'planted'), needles);
const leaked = new Set(swept.hits.map(({ needle }) => needle.secret));
const problems = [...tooShort(literals), ...missing(swept), ...hitsOf(swept), ...proof.missed];

console.log(`Searched ${swept.files} files, with the messages ${(swept.bytes / 1e6).toFixed(0)} MB;`);
console.log(`  ${swept.databases} are databases with ${swept.cells} texts, ${swept.damaged} more SQLite cannot read;`);
for (const kind of messageKinds) console.log(`  ${swept.messages.get(kind) ?? 0} messages: ${kind};`);
console.log(`for ${secrets.size} secrets in ${needles.length} forms; ${noted.length} were made while tests ran.`);
console.log(`${swept.carried} calls that carry a secret on purpose did.`);
console.log(`Left out: ${swept.inputs} of AWS's own files, and Playwright's traces and screenshots.`);
console.log(`Planted in a copy of ${proof.folder}: ${proof.planted - proof.missed.length} of ${proof.planted} found.`);
for (const problem of problems) console.error(problem);
const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
console.log(`secrets: ${secrets.size - leaked.size} passed, ${leaked.size} failed (${seconds} s)`);
if (problems.length > 0) {
  console.error(`What was searched is kept in ${folder} until the next run.`);
  process.exit(1);
}
rmSync(folder, { recursive: true, force: true, maxRetries: 3 });

/** A sweep that had nothing to search proves nothing. */
function missing({ files, databases, messages, carried }: Swept): string[] {
  const counts: [string, number][] = [
    ['files', files],
    ['databases', databases],
    ['calls that carry a secret on purpose', carried],
    ['secrets made while tests ran', noted.length],
    // A page that has nothing to say on its console is a good page.
    ...messageKinds
      .filter((kind) => kind !== 'page console')
      .map((kind): [string, number] => [`messages (${kind})`, messages.get(kind) ?? 0]),
  ];
  return counts.filter(([, count]) => count === 0).map(([what]) => `There were no ${what} to search.`);
}

/** Each place once for a form of a secret. The value is never told. */
function hitsOf({ hits }: Swept): string[] {
  return [...new Set(hits.map(({ place, needle }) => `FOUND ${needle.secret}, ${needle.form}, in ${place}`))];
}
