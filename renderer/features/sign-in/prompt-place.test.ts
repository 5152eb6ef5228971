import { expect, it } from 'vitest';
import { createAside, createPromptPlaces } from './prompt-place.ts';

it('prompts are shown where something opened last, and go back when it closes', () => {
  const places = createPromptPlaces();
  const seen: (string | null)[] = [];
  const stop = places.subscribe(() => seen.push(places.top()));
  places.open('window');
  const closeDialog = places.open('dialog');
  const closeSecond = places.open('second');
  closeDialog();
  expect(places.top()).toBe('second');
  closeSecond();
  expect(places.top()).toBe('window');
  expect(seen).toEqual(['window', 'dialog', 'second', 'second', 'window']);
  stop();
  places.open('unheard');
  expect(seen).toHaveLength(5);
});

it('what is put aside stays so until it is asked back', () => {
  const aside = createAside();
  const seen: number[] = [];
  aside.subscribe(() => seen.push(aside.get().size));
  aside.put('a');
  aside.put('b');
  aside.put('a');
  aside.bringBack();
  expect(seen).toEqual([1, 2, 2, 0]);
});
