import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { filesInFolder } from '../../source-files/source-files.ts';
import { findExports, type LensExport } from '../manifest.ts';
import { type LensReading, readExport } from '../read-export.ts';
import { type DayToWrite, writeDay } from './make-export.ts';

/** A new folder for each test of a file, with an export in it. */
export interface ExportFolder {
  readonly path: string;
  /** The only export in it. @throws where there are none or more */
  only(): Promise<LensExport>;
  read(): Promise<LensReading>;
  readDays(...days: DayToWrite[]): Promise<LensReading>;
  /** Changes the manifest of a day. */
  edit(day: string, change: (manifest: Record<string, unknown>) => unknown): Promise<void>;
}

/** Call at the top of a test file. */
export function freshExportFolder(): ExportFolder {
  let path = '';
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'lens-'));
  });
  afterEach(() => rm(path, { recursive: true, force: true }));
  const only = async (): Promise<LensExport> => {
    const { exports } = await findExports(filesInFolder(path));
    const [found] = exports;
    if (!found || exports.length !== 1) throw new Error(`${exports.length} exports`);
    return found;
  };
  const read = async () => readExport(await only());
  return {
    get path() {
      return path;
    },
    only,
    read,
    async readDays(...days) {
      for (const day of days) await writeDay(path, day);
      return read();
    },
    async edit(day, change) {
      const file = join(path, `StorageLens/111122223333/estate/V_1/manifests/dt=${day}/manifest.json`);
      const manifest: Record<string, unknown> = JSON.parse(await readFile(file, 'utf8'));
      await writeFile(file, JSON.stringify(change(manifest)));
    },
  };
}
