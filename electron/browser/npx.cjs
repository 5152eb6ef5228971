#!/usr/bin/env node
// `npx loose-parts`: the browser host, on whatever Node the person has. Plain old syntax until that is known to be new
// enough; the bundle beside it does all the rest.
var found = process.versions.node.split('.').map(Number);
// node:sqlite without a flag, and proxies of the environment.
var needed = [24, 5];
if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  process.stderr.write(
    'Loose Parts needs Node.js '
      .concat(needed.join('.'), ' or newer, and found ', process.versions.node)
      .concat('. Get it from https://nodejs.org and run the command again.\n'),
  );
  process.exit(1);
}
// Node's own SQLite calls itself experimental with every start, which helps nobody.
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') process.stderr.write(`${warning.name}: ${warning.message}\n`);
});
import('./lean-allocator.js')
  .then(({ becomeLean }) => {
    becomeLean(process.argv.slice(1));
    return import('./serve.js');
  })
  .catch((error) => {
    process.stderr.write(`Loose Parts could not start: ${error.message}\n`);
    process.exit(1);
  });
