import { formatBytes } from '../../../format/bytes.ts';
import { counted } from '../../counted.ts';

/** What the page says in the dialog `Costs`, and before a scan that costs something. */
export const costsPage = {
  title: 'Costs',
  ofBucket: {
    label: (bucket: string) => `Cost of ${bucket}`,
    month: 'Cost a month',
    soFar: 'Cost so far',
  },
  forecast: {
    label: 'Forecast',
    heading: 'The next twelve months',
    days: 'Days after which the rule aborts',
    /** @param bytesADay what was left behind in the last four weeks; null: not known */
    growth: (bytesADay: number | null) => {
      if (bytesADay === null) return 'Nothing is sized yet, so nothing is known of what is added each day.';
      if (bytesADay === 0) return 'Nothing was left behind in the last four weeks, so nothing more is counted.';
      return `In the last four weeks ${formatBytes(bytesADay)} a day were left behind; it is taken to go on so.`;
    },
    unknown: 'What it will cost is not known: no price, or no size.',
    /** Where every one of the twelve months costs nothing, by whatever course. */
    nothing: 'There is nothing to forecast: from next month on nothing here costs anything.',
    byMonth: {
      label: 'Forecast by month',
      month: 'Month (UTC)',
      asItIs: 'As it is',
      cleanedUp: 'After a clean-up of what is stale',
      withRule: (days: number) => `With a rule of ${counted(days, 'day', 'days')}`,
    },
  },
  prices: {
    label: 'Prices',
    /** @param place whose they are; null: not read yet */
    heading: (place: string | null) => (place === null ? 'Prices' : `Prices: ${place}`),
    billed: 'What is billed',
    price: 'Price',
    unit: 'For',
    source: 'Source',
    /** @param unit of bytes, such as GiB */
    unitAndMonth: (unit: string) => `${unit} and month`,
    lists: 'Requests that list',
    thousandRequests: '1,000 requests',
  },
  own: {
    heading: 'Your price',
    about: (connection: string) =>
      `What you pay in all buckets of connection ${connection}, in your currency. It goes before any list price, and nothing is converted.`,
    currency: 'Currency',
    perGiBMonth: { label: 'For a GiB and month', placeholder: '0.023' },
    perThousandLists: { label: 'For 1,000 requests that list', placeholder: 'not known' },
    byClass: {
      label: 'Other storage classes',
      description: 'One a line: its name and its price.',
      placeholder: 'STANDARD_IA 0.0125',
    },
    useLists: 'Use list prices',
    save: 'Save your price',
    /** What is wrong with what was typed. */
    problems: {
      currency: 'Enter a currency’s three letters, such as EUR',
      perGiBMonth: 'Enter an amount such as 0.023 for a GiB and month',
      perThousandLists: 'Enter an amount such as 0.005 for the requests',
      byClass: (line: string) =>
        `Enter a storage class and an amount on each line, such as STANDARD_IA 0.0125, not “${line}”`,
    },
  },
  /** Asked before a scan that costs money. */
  scan: {
    title: 'What this scan costs',
    otherwise: 'Aborting is free. A lifecycle rule of the store needs no scan at all.',
    notNow: 'Not now',
    begin: 'Scan at this cost',
  },
};
