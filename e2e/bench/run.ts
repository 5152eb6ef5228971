import { activityGroup } from './activity-bench.ts';
import { cleanupGroup } from './cleanup-bench.ts';
import { estateGroup } from './estate-bench.ts';
import { lensGroup } from './lens-bench.ts';
import { listingGroup } from './listing-bench.ts';
import { logsGroup } from './logs-bench.ts';
import { millionGroup } from './million-bench.ts';
import { pageGroup } from './page-bench.ts';
import { partsGroup } from './parts-bench.ts';
import { planGroup } from './plan-bench.ts';
import { asTable, type BenchGroup, type Measure, machineFacts, reportFile, writeReport } from './report.ts';
import { sizingGroup } from './sizing-bench.ts';

// `npm run bench [-- NAME…]`: takes every group's measures, or those named, prints a table and writes report.json.

const groups: readonly BenchGroup[] = [
  listingGroup,
  sizingGroup,
  partsGroup,
  millionGroup,
  cleanupGroup,
  pageGroup,
  activityGroup,
  estateGroup,
  lensGroup,
  logsGroup,
  planGroup,
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !groups.some((group) => group.name === name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There is: ${groups.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}

const machine = machineFacts();
console.log(`${machine.cores} cores, ${machine.cpu}, Node ${machine.node}, load ${machine.loadBefore} before the run`);
const measured: Measure[] = [];
for (const group of groups) {
  if (asked.length > 0 && !asked.includes(group.name)) continue;
  console.log(`\n${group.name}`);
  for (const measure of await group.run()) measured.push({ group: group.name, ...measure });
}
writeReport(machine, measured);
console.log(`\n${asTable(measured)}\n\nWritten to ${reportFile}`);
