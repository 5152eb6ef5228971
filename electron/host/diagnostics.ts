/** What a fault report begins with. */
export interface DiagnosticsFacts {
  /** The app's own version. */
  version: string;
  /** What carries it, with versions. */
  carriers: string;
  platform: string;
  arch: string;
  /** The system's own version. */
  release: string;
  /** How it came here, where that is known. */
  origin?: 'installed' | 'from source';
  /** Chromium's sandbox, where the app has one of its own. */
  isSandboxed?: boolean;
  /** Jobs under way. */
  running: number;
  /** The log, newest line last; secrets were removed as it was written. */
  log: string;
}

/** The most lines of the log that are shown: what a dialog can hold, and a person will read. */
const mostLines = 25;
/** And of each so many characters. */
const mostCharacters = 300;

/**
 * A text for whoever is to find a fault: versions, system, and the newest warnings and errors of the log. Names of buckets
 * may be in it, secrets not; it is shown before it can be copied, and sent nowhere. Pure.
 */
export function diagnosticsText(facts: DiagnosticsFacts): string {
  const { version, carriers, platform, arch, release, origin, isSandboxed, running, log } = facts;
  const lines = log
    .split('\n')
    .filter((line) => /"level":"(warn|error)"/.test(line))
    .slice(-mostLines)
    .map((line) => (line.length > mostCharacters ? `${line.slice(0, mostCharacters)}…` : line));
  return [
    `Loose Parts ${version}${origin === undefined ? '' : ` (${origin})`}`,
    carriers,
    `${platform} ${arch} ${release}${isSandboxed === undefined ? '' : `, sandbox ${isSandboxed ? 'on' : 'off'}`}`,
    `Jobs under way: ${running}`,
    ...(lines.length === 0 ? ['No warning and no error in the log.'] : ['Newest warnings and errors:', ...lines]),
  ].join('\n');
}
