/** What the page says in its part "notices". */
export const noticesPage = {
  label: 'Notices',
  show: 'Show',
  /** The same for screen readers, which hear several of them. */
  showThis: (title: string) => `Show: ${title}`,
  putAway: (title: string) => `Put this notice away: ${title}`,
};
