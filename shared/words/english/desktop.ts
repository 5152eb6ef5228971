import type { DesktopWords } from '../language.ts';

const jobs = (count: number) => (count === 1 ? 'A job is running.' : `${count} jobs are running.`);

/** What the desktop app says outside its page. */
export const desktopWords: DesktopWords = {
  quitQuestion: (running) => ({
    message: `${jobs(running)} Quit anyway?`,
    detail:
      'What is under way stops where it stands: nothing is lost, and it goes on the next time Loose Parts is open. Until then parts that still land are not aborted.',
    quit: 'Quit',
    stay: 'Keep it open',
  }),
};
