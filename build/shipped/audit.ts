import { z } from 'zod';

/**
 * Whether something that ships is known to be unsafe. `npm audit` alone says too much and too little: all packages are
 * development's here, and what ships is what the bundles hold, and Electron.
 */

const advisorySchema = z.object({
  /** Of the package that has the hole. A text instead of this names the package through which one comes. */
  name: z.string(),
  title: z.string(),
  url: z.string(),
  severity: z.string(),
  range: z.string(),
});

const auditSchema = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      name: z.string(),
      via: z.array(z.union([z.string(), advisorySchema])),
      /** Where it is installed: `node_modules/…`. */
      nodes: z.array(z.string()),
    }),
  ),
});

/** An advisory about something that ships. */
export interface Finding {
  package: string;
  severity: string;
  title: string;
  url: string;
}

/**
 * What `npm audit --json` says of what ships. Pure.
 *
 * @param report its output, as it came
 * @param folders where the packages that ship are installed, below the repository: `node_modules/zod`
 * @throws Error where it is no report: an audit that was not made is not clean
 */
export function findingsOf(report: unknown, folders: ReadonlySet<string>): Finding[] {
  const parsed = auditSchema.safeParse(report);
  if (!parsed.success) throw new Error(`npm audit gave no report: ${JSON.stringify(report).slice(0, 300)}`);
  return Object.values(parsed.data.vulnerabilities).flatMap(({ name, via, nodes }) => {
    if (!nodes.some((node) => folders.has(node))) return [];
    return via.flatMap((cause) =>
      typeof cause === 'string'
        ? []
        : [{ package: name, severity: cause.severity, title: cause.title, url: cause.url }],
    );
  });
}

const day = 24 * 60 * 60 * 1000;
/** Electron's releases mend holes of Chromium's, of which some are used within days. */
const mostDaysBehind = 30;
/** As Electron's own promise goes: the newest three majors are mended. */
const supportedMajors = 3;

/**
 * Why the Electron that ships is too old, in words; null where it is not: a newer one of its own major has been out for
 * more than 30 days, or its major is no longer among the newest three. Pure.
 *
 * @param times when each version came out, as the registry says; other entries and pre-releases count for nothing
 * @param now ms
 * @throws Error where the registry does not know the version that ships
 */
export function electronProblem(version: string, times: Readonly<Record<string, string>>, now: number): string | null {
  const releases = Object.entries(times).flatMap(([name, time]) => {
    const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)$/.exec(name) ?? [];
    return major === undefined ? [] : [{ name, at: Date.parse(time), parts: [major, minor, patch].map(Number) }];
  });
  const own = releases.find(({ name }) => name === version);
  if (!own) throw new Error(`The registry knows no Electron ${version}`);
  const [ownMajor = 0] = own.parts;
  const majors = [...new Set(releases.map(({ parts }) => parts[0] ?? 0))].toSorted((a, b) => b - a);
  const supported = majors.slice(0, supportedMajors);
  if (!supported.includes(ownMajor)) {
    return `Electron ${version} is no longer mended: the newest majors are ${supported.join(', ')}.`;
  }
  const newer = releases.filter(({ parts }) => parts[0] === ownMajor && isNewer(parts, own.parts));
  const late = newer.filter(({ at }) => now - at > mostDaysBehind * day).toSorted((a, b) => a.at - b.at);
  const [first] = late;
  if (!first) return null;
  const days = Math.floor((now - first.at) / day);
  return `Electron ${version} ships, and ${first.name} has been out for ${days} days (at most ${mostDaysBehind}).`;
}

function isNewer(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
}
