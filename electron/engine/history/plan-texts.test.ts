import { expect, it } from 'vitest';
import { largestPlanFile, planTextAtOnce } from '../../../shared/values/plan-file.ts';
import { PlanTexts } from './plan-texts.ts';

it('keeps the pieces of a file in their order, apart from another’s, until they are taken', () => {
  const texts = new PlanTexts();
  for (const [fileId, text] of [
    ['a', '1'],
    ['b', '2'],
    ['a', '3'],
  ] as const)
    texts.add(fileId, text);
  expect(texts.take('a')).toEqual(['1', '3']);
  expect(() => texts.take('a')).toThrow('Open it again');
  expect(texts.take('b')).toEqual(['2']);
});

it('forgets the file that waits longest where a third one comes, and reads no end without its beginning', () => {
  const texts = new PlanTexts();
  for (const fileId of ['a', 'b', 'a', 'c']) texts.add(fileId, fileId);
  expect(() => texts.take('b')).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  expect(texts.take('a')).toEqual(['a', 'a']);
  expect(texts.take('c')).toEqual(['c']);
});

it('takes no more than a plan’s file may have, and keeps nothing of what is longer', () => {
  const texts = new PlanTexts();
  const text = 'x'.repeat(planTextAtOnce);
  for (let length = 0; length < largestPlanFile; length += planTextAtOnce) texts.add('a', text);
  expect(() => texts.add('a', 'y')).toThrow('too large');
  expect(() => texts.take('a')).toThrow();
});
