import { afterEach, describe, expect, it } from 'vitest';
import type { PageWords } from '../english/page.ts';
import { pageWords } from '../english/page.ts';
import { english } from '../english.ts';
import { speak } from '../speak.ts';
import { germanPage } from './page.ts';

afterEach(() => speak('en', english));

/** The names of the places in a sentence, sorted. */
const places = (text: string) => [...text.matchAll(/\{([a-z]+)\}/gi)].map(([, name]) => name).sort();

/** Every sentence that takes nothing, by its path. */
function sentences(of: object, path = ''): [path: string, text: string][] {
  return Object.entries(of).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    if (typeof value === 'string') return [[`${path}${name}`, value]];
    return typeof value === 'object' && value !== null ? sentences(value, `${path}${name}.`) : [];
  });
}

/** Sentences that take something and hold places, of each case that they tell apart. */
const filled: Record<string, (page: PageWords) => string> = {
  'rescue, an object under the key': ({ rescue }) => rescue.underTheKey.present(5),
  'rescue, one of unknown size': ({ rescue }) => rescue.underTheKey.present(null),
  'activity, watching': ({ activity }) => activity.watching.countAndNext(3),
  'activity, next look': ({ activity }) => activity.watching.nextOfOne(0),
  'activity, next look after one return': ({ activity }) => activity.watching.nextOfOne(1),
  'activity, next look after several': ({ activity }) => activity.watching.nextOfOne(1_200),
  'lens, an export without a day': ({ lens }) => lens.report.about([]),
  'lens, an export of one day': ({ lens }) => lens.report.about(['2026-03-01']),
  'lens, an export of several': ({ lens }) => lens.report.about(['2026-03-01', '2026-03-02']),
  'lifecycle, what a rule would abort': ({ lifecycle }) => lifecycle.simulation.wouldAbort({ days: 7, active: 0 }),
  'lifecycle, active uploads among them': ({ lifecycle }) => lifecycle.simulation.wouldAbort({ days: 1, active: 2 }),
};

describe('a German sentence has the places of the English one', () => {
  const german = new Map(sentences(germanPage));
  const withPlaces = sentences(pageWords).filter(([, text]) => places(text).length > 0);

  it('where it takes nothing', () => {
    expect(withPlaces.length).toBeGreaterThan(10);
    for (const [path, text] of withPlaces) expect([path, places(german.get(path) ?? '')]).toEqual([path, places(text)]);
  });

  it.each(Object.entries(filled))('%s', (_, say) => {
    expect(places(say(pageWords))).not.toEqual([]);
    expect(places(say(germanPage))).toEqual(places(say(pageWords)));
  });
});

describe('German counts', () => {
  const { activity, cleanup, parts, uploads } = germanPage;

  it('agree with one and with many', () => {
    speak('de');
    expect(activity.strip.running(1)).toBe('1 Auftrag läuft');
    expect(activity.strip.running(1_200)).toBe('1.200 Aufträge laufen');
    expect(cleanup.active.title({ active: 1, ticked: 1 })).toBe('1 aktiver Upload wird ebenfalls abgebrochen');
    expect(cleanup.active.title({ active: 3, ticked: 1 })).toBe('2 aktive Uploads ausgelassen, 1 aufgenommen');
    expect(uploads.bucket.cleanUpAll({ matching: 1, filtering: false })).toBe('Den einen Upload aufräumen …');
    expect(uploads.bucket.cleanUpAll({ matching: 1, filtering: true })).toBe('Den einen passenden Upload aufräumen …');
    expect(uploads.bucket.cleanUpAll({ matching: 1_200, filtering: false })).toBe('Alle 1.200 aufräumen …');
    expect(parts.list.unnumbered(1)).toBe('Nicht gezeigt: 1 Teil, für den der Server keine mögliche Nummer nannte.');
    expect(uploads.ticked.abort(1)).toBe('1 angehakten abbrechen …');
    expect(uploads.bucket.cleanUpAll({ matching: 98_000, filtering: true })).toBe('Alle 98.000 passenden aufräumen …');
  });

  it('name a pace in units of their own number and case', () => {
    const pace = (count: number, unit: 'minute' | 'hour' | 'day') =>
      activity.job.pace({ rate: { count: 12, each: 'second' }, left: { count, unit } });
    expect(pace(1, 'minute')).toBe('12 je Sekunde, noch etwa eine Minute');
    expect(pace(5, 'hour')).toBe('12 je Sekunde, noch etwa 5 Stunden');
    expect(pace(3, 'day')).toBe('12 je Sekunde, noch etwa 3 Tage');
  });
});
