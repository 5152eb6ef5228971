/** What the page says in its part "openings": around the sentence that tells why something is not opened. */
export const openingsPage = {
  /** The cross at the corner, which may not have the button's name. */
  putAway: 'Put this away',
  close: 'Close',
};
