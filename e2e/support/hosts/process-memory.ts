import { readdirSync, readFileSync } from 'node:fs';

/**
 * What a process and all that it started hold of memory, bytes: each page counted once, shared ones by their share (PSS).
 * Processes that end meanwhile count for nothing.
 *
 * @returns null where the system does not tell: Linux alone does, of one's own processes
 */
export function memoryOfTree(root: number): number | null {
  const parents = parentsOf();
  const isOfTree = (pid: number): boolean => {
    const parent = parents.get(pid);
    return pid === root || (parent !== undefined && parent > 0 && isOfTree(parent));
  };
  const shares = [...parents.keys()].filter(isOfTree).map(shareOf);
  const known = shares.filter((share) => share !== null);
  return known.length === 0 ? null : known.reduce((sum, share) => sum + share, 0);
}

/** Every process with the one that started it; empty where there is no /proc. */
function parentsOf(): Map<number, number> {
  const parents = new Map<number, number>();
  for (const name of namesIn('/proc')) {
    const parent = /^PPid:\s*(\d+)$/m.exec(textOf(`/proc/${name}/status`))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  return parents;
}

function shareOf(pid: number): number | null {
  const kib = /^Pss:\s*(\d+) kB$/m.exec(textOf(`/proc/${pid}/smaps_rollup`))?.[1];
  return kib === undefined ? null : Number(kib) * 1024;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It has ended, or is another user's.
    return '';
  }
}
