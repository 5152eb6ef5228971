/** What the page says of an endpoint beside its facts. */
export const endpointPage = {
  /** Where the guard that somebody relies on does nothing. */
  ownerGuard: {
    absent: 'The owner guard is absent.',
    meaning:
      'An expected bucket owner is set, yet this store accepts a wrong one and acts all the same. Check bucket names yourself before you clean up.',
  },
  facts: {
    heading: 'What this store can do',
    /** The badge before something that it does not do. */
    limit: 'limit',
    seen: 'Seen in bucket {bucket}, {time}. Nothing was written to it.',
    notYet: 'Not looked at yet. A look reads from one bucket and writes nothing.',
    probe: 'Probe',
    probeAgain: 'Probe again',
  },
};
