import { describe, expect } from 'vitest';
import { draftOf } from '../../../support/engine/open-engine.ts';
import { RawClient, type Upload } from '../../../support/stores/raw-client.ts';
import { checksOf } from '../check.ts';
import { carryOut, onStore } from '../engine-on-store.ts';
import { serverUnderTest, startedStore } from '../started.ts';

const bucket = 'main-flow';
describe('the main flow', () => {
  const check = checksOf(() => serverUnderTest().habits.deviations);

  check('from a connection to clear, and nothing else is touched', async () => {
    const keys = startedStore();
    const raw = new RawClient(keys);
    await raw.send({ method: 'PUT', bucket });
    const begin = async (key: string, parts: readonly string[]): Promise<Upload> => {
      const made = await raw.createUpload(bucket, key);
      if ('refused' in made) throw new Error(`No upload of ${key}: ${made.refused}`);
      const upload = { bucket, key, uploadId: made.uploadId };
      for (const [i, content] of parts.entries()) expect(await raw.putPart(upload, i + 1, content)).toBe('200');
      return upload;
    };
    const wanted = [await begin('films/first-cut.mov', ['first', 'second', '3']), await begin('films/empty.mov', [])];
    const kept = await begin('films/kept.mov', ['stays']);

    await onStore(keys, async (engine, connection) => {
      expect(await engine.client.connections.test(draftOf(keys))).toMatchObject({ outcome: 'works' });
      await engine.scanOnly(connection, bucket);
      const window = await engine.client.uploads.window({
        connectionId: connection.id,
        bucket,
        filter: {},
        sort: { by: 'key', direction: 'asc' },
        offset: 0,
        limit: 10,
      });
      const sized = (parts: number, bytes: number) => ({ status: 'sized', parts, bytes });
      expect(window.rows.map(({ ref, sizing }) => [ref.key, ref.uploadId, sizing])).toEqual([
        ['films/empty.mov', wanted[1]?.uploadId, expect.objectContaining(sized(0, 0))],
        ['films/first-cut.mov', wanted[0]?.uploadId, expect.objectContaining(sized(3, 12))],
        ['films/kept.mov', kept.uploadId, expect.objectContaining(sized(1, 5))],
      ]);

      const refs = window.rows.map(({ ref }) => ref).filter(({ uploadId }) => uploadId !== kept.uploadId);
      const selection = { kind: 'uploads', refs } as const;
      const plan = await engine.client.plans.create({ connectionId: connection.id, bucket, selection });
      const items = await carryOut(engine, plan);
      expect(
        items.map(({ planned, verdict, bytesFreed }) => [planned.ref.key, verdict, bytesFreed]).toSorted(),
      ).toEqual([
        ['films/empty.mov', 'clear', 0],
        ['films/first-cut.mov', 'clear', 12],
      ]);
    });

    expect(await raw.listedIds(bucket)).toEqual([kept.uploadId]);
    for (const upload of wanted)
      expect(await raw.partsOf(upload)).toMatch(/^(404 NoSuch(Upload|Key)|200 with 0 parts)$/);
    expect(await raw.partsOf(kept)).toBe('200 with 1 parts');
  });
});
