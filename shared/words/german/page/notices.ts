import type { PageWords } from '../../english/page.ts';

/** German for the page's part "notices". */
export const noticesPage: PageWords['notices'] = {
  label: 'Hinweise',
  show: 'Zeigen',
  showThis: (title) => `Zeigen: ${title}`,
  putAway: (title) => `Hinweis ausblenden: ${title}`,
};
