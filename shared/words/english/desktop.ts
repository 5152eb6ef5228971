import type { DesktopWords } from '../language.ts';

const jobs = (count: number) => (count === 1 ? 'A job is running.' : `${count} jobs are running.`);

/** What the desktop app says outside its page. */
export const desktopWords: DesktopWords = {
  close: 'Close',
  planFiles: 'Plans of Loose Parts',
  credits:
    'Finds incomplete S3 multipart uploads, aborts them, and proves that nothing is left. Help has the licences of others.',
  about:
    'Finds incomplete S3 multipart uploads, aborts them, and proves that nothing is left. Free software under the MIT licence.',
  menu: {
    file: '&File',
    openPlan: 'Open a plan…',
    view: '&View',
    help: '&Help',
    checkForUpdates: 'Check for updates…',
    diagnostics: 'Copy diagnostics…',
    licences: 'Licences of others',
    about: 'About Loose Parts',
  },
  quitQuestion: (running) => ({
    message: `${jobs(running)} Quit anyway?`,
    detail:
      'What is under way stops where it stands: nothing is lost, and it goes on the next time Loose Parts is open. Until then parts that still land are not aborted.',
    quit: 'Quit',
    stay: 'Keep it open',
  }),
  diagnostics: {
    message: 'This is what would be copied. It goes nowhere by itself; names of buckets may be in it.',
    copy: 'Copy',
  },
  updates: {
    unsigned: {
      message: 'This build does not update itself.',
      detail:
        'It carries no signature, so the next one could not be told from a forgery. New versions are at https://github.com/loose-parts/loose-parts/releases.',
    },
    busy: {
      message: 'Not while a job runs.',
      detail: 'An update ends the app. Look again once the job is over, or pause it.',
    },
    current: { message: 'This is the newest version.', detail: 'Nothing newer is published.' },
    found: (version) => ({
      message: `Version ${version} is there. Fetch it?`,
      detail: 'It is checked against the signature of this one. Nothing is installed before you are asked again.',
    }),
    fetch: 'Fetch',
    fetched: (version) => ({
      message: `Version ${version} is fetched. Install it now?`,
      detail: 'Loose Parts ends, is replaced, and opens again. Connections, index and history stay.',
    }),
    install: 'Install',
    failed: {
      message: 'The look for a newer version failed.',
      detail:
        'The log in the data folder says why. New versions are at https://github.com/loose-parts/loose-parts/releases.',
    },
  },
};
