import { expect, it } from 'vitest';
import { planTextAtOnce } from '../../../shared/values/plan-file.ts';
import { openPlanText, readPlanText } from './plan-text.ts';

it('reads a file, and says where it does not', async () => {
  expect(await readPlanText(new File(['{"ü":1}'], 'a plan'))).toEqual({ ok: true, text: '{"ü":1}' });
  expect(await readPlanText({ name: 'a plan', size: 60_000_001, text: async () => '' })).toEqual({
    ok: false,
    refusal: { why: 'too large', name: 'a plan' },
  });
  const gone = { name: 'a plan', size: 1, text: () => Promise.reject(new Error('gone')) };
  expect(await readPlanText(gone)).toEqual({ ok: false, refusal: { why: 'unreadable', name: 'a plan' } });
});

it.each([
  [0, []],
  [planTextAtOnce, []],
  [planTextAtOnce + 1, [planTextAtOnce]],
  [3 * planTextAtOnce, [planTextAtOnce, planTextAtOnce]],
])(
  'sends a text of %i characters so that no call carries too much, and the last piece opens it',
  async (length, before) => {
    const plan = { id: 'p', connectionId: 'c', bucket: 'b', createdAt: 1, items: [], leftOut: [], next: null };
    const at = { connectionId: 'c', bucket: 'b' };
    // A sign of two units, which a cut goes through.
    const text = '😀'.repeat(length).slice(length % 2, length + (length % 2));
    const sent: { fileId?: string | undefined; text: string }[] = [];
    const plans = {
      addText: async (piece: { fileId: string; text: string }) => void sent.push(piece),
      open: async ({
        at: asked,
        ...last
      }: {
        fileId?: string | undefined;
        text: string;
        at?: typeof at | undefined;
      }) => {
        expect(asked).toEqual(at);
        sent.push(last);
        return plan;
      },
    };
    expect(await openPlanText({ plans }, text, at)).toBe(plan);
    // As HTTP carries it.
    const received = sent.map((piece): string => JSON.parse(JSON.stringify(piece.text)));
    expect(received.slice(0, -1).map((piece) => piece.length)).toEqual(before);
    expect(received.join('')).toBe(text);
    expect(new Set(sent.map(({ fileId }) => fileId)).size).toBe(1);
    expect(sent[0]?.fileId === undefined).toBe(before.length === 0);
  },
);
