import { describe, expect, it } from 'vitest';
import { noConfiguration } from '../lifecycle/configuration.ts';
import { configuration } from '../lifecycle/testing/configurations.ts';
import { seenAfter } from './memory.ts';

const rules = configuration({}, { actions: '<Expiration><Days>30</Days></Expiration>' });
const onlyExpiry = { ...rules, rules: rules.rules.slice(1) };
const look = (at: number, of = rules, state: 'rules' | 'none' | 'empty' | 'not supported' = 'rules') => ({
  at,
  state,
  configuration: of,
});

describe('rules that were seen before', () => {
  it('are no drift the first time, nor while they mean the same', () => {
    const first = seenAfter(null, look(1));
    expect(first).toMatchObject({ at: 1, drift: null, coversEverything: { days: 7 }, aborting: 1 });
    const renamed = configuration(
      { id: 'other name' },
      { id: 'x', actions: '<Expiration><Days>30</Days></Expiration>' },
    );
    expect(seenAfter(first, look(2, renamed))).toMatchObject({ at: 2, drift: null });
  });

  it('that vanished are told with when, until they are back', () => {
    const gone = seenAfter(seenAfter(null, look(1)), look(5, onlyExpiry));
    expect(gone).toMatchObject({
      coversEverything: null,
      aborting: 0,
      drift: { since: 1, foundAt: 5, difference: { added: [], gone: [{ action: 'AbortIncompleteMultipartUpload' }] } },
    });
    // It stays as it was found, however often it is seen.
    const still = seenAfter(gone, look(9, onlyExpiry));
    expect(still).toMatchObject({ at: 9, drift: { since: 1, foundAt: 5 } });
    const all = seenAfter(still, look(12, noConfiguration, 'none'));
    expect(all).toMatchObject({ state: 'none', drift: { since: 1, foundAt: 12, difference: { gone: { length: 2 } } } });
    expect(seenAfter(all, look(15))).toMatchObject({ at: 15, drift: null });
  });

  it('are not gone where the store no longer knows the question', () => {
    const unheard = seenAfter(seenAfter(null, look(1)), look(5, noConfiguration, 'not supported'));
    expect(unheard).toMatchObject({ state: 'not supported', coversEverything: null, aborting: 0, drift: null });
    expect(seenAfter(unheard, look(6))).toMatchObject({ state: 'rules', aborting: 1, drift: null });
    expect(seenAfter(unheard, look(7, onlyExpiry))).toMatchObject({ drift: { difference: { gone: { length: 1 } } } });
    const gone = seenAfter(seenAfter(null, look(1)), look(2, onlyExpiry));
    expect(seenAfter(gone, look(5, noConfiguration, 'not supported')).drift).toEqual(gone.drift);
  });

  it('that a person has seen are what the next look is held against', () => {
    const gone = seenAfter(seenAfter(null, look(1)), look(5, onlyExpiry));
    const known = { ...gone, drift: null };
    expect(seenAfter(known, look(6, onlyExpiry)).drift).toBeNull();
    expect(seenAfter(known, look(7))).toMatchObject({ drift: { since: 5, difference: { gone: [] } } });
  });

  it('were none, and one is there', () => {
    const none = seenAfter(null, look(1, noConfiguration, 'none'));
    expect(seenAfter(none, look(2))).toMatchObject({ drift: { since: 1, difference: { added: { length: 2 } } } });
  });

  it('change with what is said of small objects, where it was said', () => {
    const varies = { ...rules, transitionDefault: 'varies_by_storage_class' };
    const reset = { ...rules, transitionDefault: 'all_storage_classes_128K' };
    expect(seenAfter(seenAfter(null, look(1, varies)), look(2, reset)).drift).toMatchObject({
      difference: { transitionDefault: { from: 'varies_by_storage_class', to: 'all_storage_classes_128K' } },
    });
    expect(seenAfter(seenAfter(null, look(1)), look(2, reset)).drift).toBeNull();
  });
});
