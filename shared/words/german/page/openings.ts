import type { PageWords } from '../../english/page.ts';

/** German for the page's part "openings". */
export const openingsPage: PageWords['openings'] = {
  putAway: 'Ausblenden',
  close: 'Schließen',
};
