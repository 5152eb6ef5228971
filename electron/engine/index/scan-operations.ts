import type { DatabaseSync } from 'node:sqlite';
import { unknownTime } from '../../../shared/format/time.ts';
import { isTooOld } from '../../../shared/values/activity.ts';
import type { ListedUpload } from '../store/store.ts';
import { addNewRows, defaultStorageClass } from './bucket-sums.ts';
import { integer, integerOrNull, type Row, text, textOrNull } from './columns.ts';
import { transaction } from './database.ts';
import { vanishedRows } from './vanished-rows.ts';
import { placesSchema, type WalkPlace } from './walk-place.ts';

/** What a page of a listing changed. */
export interface PageWritten {
  revision: number;
  /** Uploads that this scan had not written before; a page may repeat some. */
  added: number;
  /** Those of them that no earlier scan had seen. */
  fresh: number;
}

/** An upload of one bucket. */
export interface UploadName {
  key: string;
  uploadId: string;
}

/** Rows that a clean-up still works on stay, listed or not: some stores hide them (s3-semantics, "Looking"). */
const inCleanUp = `coalesce(verdict, '') IN ('stubborn', 'clearing')`;

/** What scans write, and what they ask for to go on. */
export function scanOperations(database: DatabaseSync) {
  const touch = database.prepare(
    'UPDATE bucket SET revision = revision + 1 WHERE connection_id = ? AND name = ? RETURNING id, revision, generation, whole_since',
  );
  const find = database.prepare('SELECT id, generation, places FROM bucket WHERE connection_id = ? AND name = ?');
  const begin = database.prepare(
    'UPDATE bucket SET generation = generation + 1, places = NULL WHERE connection_id = ? AND name = ? RETURNING generation',
  );
  const keepPlaces = database.prepare('UPDATE bucket SET places = ? WHERE id = ?');
  const setWhole = database.prepare(
    `UPDATE bucket SET whole_since = min(?1, coalesce((SELECT begun_at FROM scan_begun
       WHERE bucket_id = bucket.id AND generation = bucket.generation), ?1)) WHERE connection_id = ?2 AND name = ?3`,
  );
  const believe = database.prepare(
    `UPDATE upload SET begun_after = NULL, activity_at = CASE WHEN parts > 0 AND newest_part_at IS NULL THEN ${unknownTime}
       ELSE max(initiated_at, coalesce(newest_part_at, initiated_at)) END
     WHERE bucket_id = ?1 AND begun_after IS NOT NULL AND first_seen_in = ?2 AND upload_id IN
       (SELECT upload_id FROM upload WHERE bucket_id = ?1 AND seen_in < ?2 AND begun_after IS NULL)`,
  );
  const forgetWhole = database.prepare(
    'UPDATE bucket SET whole_since = NULL WHERE connection_id = ?1 AND (?2 IS NULL OR name = ?2)',
  );
  const forgetPlaces = database.prepare('UPDATE bucket SET places = NULL WHERE connection_id = ? AND name = ?');
  // Never with RETURNING or DO UPDATE: measured, they take more than half of the time of a first scan, most likely because
  // SQLite then keeps what it needs to undo that one row in each of the ten trees.
  const insert = database.prepare(
    `INSERT INTO upload (bucket_id, seen_in, first_seen_in, key, upload_id, initiated_at, activity_at, initiator_id,
       initiator_name, owner_id, owner_name, storage_class, begun_after)
     VALUES (?1, ?2, ?2, ?3, ?4, ?5, iif(?11 IS NULL, ?5, ${unknownTime}), ?6, ?7, ?8, ?9, ?10, ?11)
     ON CONFLICT (bucket_id, key, upload_id) DO NOTHING`,
  );
  // Known rows keep their sizes until they are read again. One that this scan has written already is left alone.
  const seeAgain = database.prepare(
    `UPDATE upload SET seen_in = ?2, initiated_at = ?5, initiator_id = ?6, initiator_name = ?7, owner_id = ?8,
       owner_name = ?9, storage_class = coalesce(?10, storage_class),
       verdict = CASE verdict WHEN 'hidden' THEN NULL ELSE verdict END
     WHERE bucket_id = ?1 AND key = ?3 AND upload_id = ?4 AND seen_in <> ?2`,
  );
  const addToSums = database.prepare(addNewRows);
  const unlisted = database.prepare(
    `SELECT key, upload_id FROM upload WHERE bucket_id = ? AND seen_in < ? AND NOT ${inCleanUp}
     ORDER BY coalesce(verdict, '') = 'hidden' DESC, bytes DESC, activity_at DESC LIMIT ?`,
  );
  const hide = database.prepare(
    `UPDATE upload SET verdict = 'hidden', seen_in = ?1 WHERE bucket_id = ?2 AND key = ?3 AND upload_id = ?4`,
  );
  const retain = database.prepare(
    'UPDATE upload SET seen_in = ?1, missed_in = ?1 WHERE bucket_id = ?2 AND key = ?3 AND upload_id = ?4',
  );
  const drop = database.prepare(`DELETE FROM upload WHERE bucket_id = ? AND seen_in < ? AND NOT ${inCleanUp}`);
  const unsized = database.prepare(
    'SELECT key, upload_id FROM upload WHERE bucket_id = ? AND sized_in < ? ORDER BY sized_in, id LIMIT ?',
  );
  const isUnsized = database.prepare(
    'SELECT 1 FROM upload WHERE bucket_id = ? AND key = ? AND upload_id = ? AND sized_in < ?',
  );

  const vanished = vanishedRows(database);

  const unknownBucket = (bucket: string) => new Error(`The index has no bucket ${bucket} of this connection`);
  const bucketRow = (connectionId: string, bucket: string) => {
    const row = find.get(connectionId, bucket);
    return row ? { id: integer(row, 'id'), generation: integer(row, 'generation'), row } : null;
  };

  return {
    /**
     * Starts a new generation of a bucket's rows and returns its number.
     * @param begunAt ms UTC, by the server's clock; left out: not known
     */
    beginScan(connectionId: string, bucket: string, begunAt?: number): number {
      const row = begin.get(connectionId, bucket);
      if (!row) throw unknownBucket(bucket);
      if (begunAt !== undefined) vanished.scanBegun(connectionId, bucket, begunAt);
      return integer(row, 'generation');
    },

    /** What the newest scan's listing left to read, nothing where only sizes are missing; null where no scan is open. */
    openPlaces(connectionId: string, bucket: string): WalkPlace[] | null {
      const found = bucketRow(connectionId, bucket);
      const places = found && textOrNull(found.row, 'places');
      return places ? placesSchema.parse(JSON.parse(places)) : null;
    },

    /**
     * Writes one page of a listing, and what is left to read after it.
     * @param places left out: nothing is known of where to go on
     */
    addUploads(connectionId: string, bucket: string, uploads: ListedUpload[], places?: WalkPlace[]): PageWritten {
      return transaction(database, () => {
        const row = touch.get(connectionId, bucket);
        if (!row) throw unknownBucket(bucket);
        const [bucketId, generation] = [integer(row, 'id'), integer(row, 'generation')];
        const wholeSince = integerOrNull(row, 'whole_since');
        let added = 0;
        let fresh = 0;
        const byClass = new Map<string, number>();
        for (const { key, uploadId, initiatedAt, initiator, owner, storageClass } of uploads) {
          const columns = [
            bucketId,
            generation,
            key,
            uploadId,
            initiatedAt,
            initiator?.id ?? null,
            initiator?.displayName ?? null,
            owner?.id ?? null,
            owner?.displayName ?? null,
            storageClass,
          ];
          const begunAfter = isTooOld(initiatedAt, wholeSince) ? wholeSince : null;
          if (Number(insert.run(...columns, begunAfter).changes) === 0) {
            added += Number(seeAgain.run(...columns).changes);
            continue;
          }
          added++;
          fresh++;
          const summed = storageClass ?? defaultStorageClass;
          byClass.set(summed, (byClass.get(summed) ?? 0) + 1);
        }
        for (const [summed, count] of byClass) addToSums.run(bucketId, summed, count);
        if (places) keepPlaces.run(JSON.stringify(places), bucketId);
        return { revision: integer(row, 'revision'), added, fresh };
      });
    },

    /**
     * Notes that the newest scan saw the whole listing: what a later one shows for the first time was begun after it began.
     * @param startedAt when it began, ms UTC, by this computer's clock
     */
    sawWhole(connectionId: string, bucket: string, startedAt: number): void {
      setWhole.run(startedAt, connectionId, bucket);
    },

    /**
     * Believes again what is told of uploads that the newest scan, its listing at an end, shows under another key than an
     * earlier one: the store has come to spell keys otherwise, and they are no younger for that.
     */
    believeRespelled(connectionId: string, bucket: string): void {
      const found = bucketRow(connectionId, bucket);
      if (found) believe.run(found.id, found.generation);
    },

    /** From now on no earlier scan proves what a later one shows to be new. @param bucket left out: in no bucket */
    forgetWholeScans(connectionId: string, bucket?: string): void {
      forgetWhole.run(connectionId, bucket ?? null);
    },

    /** Notes that the newest scan is through: the next one begins anew. */
    endScan(connectionId: string, bucket: string): void {
      forgetPlaces.run(connectionId, bucket);
    },

    /**
     * Uploads that are known from earlier and that this scan, its listing at an end, did not show: those that a store is
     * known to hide first, then the largest.
     */
    unlistedUploads(connectionId: string, bucket: string, limit: number): UploadName[] {
      const found = bucketRow(connectionId, bucket);
      return found ? unlisted.all(found.id, found.generation, limit).map(named) : [];
    },

    /** Keeps rows that a listing did not show: `hidden` ones are proved to have parts, of the others nothing is known. */
    keepUnlisted(connectionId: string, bucket: string, kept: { hidden: UploadName[]; unknown: UploadName[] }): number {
      return transaction(database, () => {
        const row = touch.get(connectionId, bucket);
        if (!row) throw unknownBucket(bucket);
        const [bucketId, generation] = [integer(row, 'id'), integer(row, 'generation')];
        for (const { key, uploadId } of kept.hidden) hide.run(generation, bucketId, key, uploadId);
        for (const { key, uploadId } of kept.unknown) retain.run(generation, bucketId, key, uploadId);
        return integer(row, 'revision');
      });
    },

    /**
     * Drops what a listing that came to its end did not show and nothing keeps, and counts what vanished of it.
     * @param goneAt when they were missed, ms UTC, by the server's clock; left out: not known, and nothing is counted
     */
    dropUnlisted(connectionId: string, bucket: string, goneAt?: number): { revision: number; dropped: number } {
      return transaction(database, () => {
        const row = touch.get(connectionId, bucket);
        if (!row) throw unknownBucket(bucket);
        const [bucketId, generation] = [integer(row, 'id'), integer(row, 'generation')];
        if (goneAt !== undefined) vanished.countVanished(bucketId, generation, goneAt);
        const { changes } = drop.run(bucketId, generation);
        return { revision: integer(row, 'revision'), dropped: Number(changes) };
      });
    },

    /** Uploads that this generation has not sized yet, in listing order. */
    unsizedUploads(connectionId: string, bucket: string, limit: number): UploadName[] {
      const found = bucketRow(connectionId, bucket);
      return found ? unsized.all(found.id, found.generation, limit).map(named) : [];
    },

    /** Those of the named uploads that this generation has not sized yet. */
    unsizedAmong(connectionId: string, bucket: string, uploads: readonly UploadName[]): UploadName[] {
      const found = bucketRow(connectionId, bucket);
      if (!found) return [];
      return uploads.filter(({ key, uploadId }) => isUnsized.get(found.id, key, uploadId, found.generation));
    },
  };
}

function named(row: Row): UploadName {
  return { key: text(row, 'key'), uploadId: text(row, 'upload_id') };
}
