import type { HostWords } from '../language.ts';

/** What stands in for the page, and what the hosts tell it of themselves. */
export const hostWords: HostWords = {
  roles: null,
  pageCrashed: (times, reason, exitCode) => ({
    message: 'The window’s content keeps crashing.',
    detail: `It was loaded anew ${times} times within a minute (${reason}, exit code ${exitCode}). What is under way goes on meanwhile, and after a restart.\n\nIf it does not help to try again, run the same app in your web browser: npm start -- --browser. The log in the data folder says more.`,
  }),
  tryAgain: 'Try again',
  quit: 'Quit',
  browser: {
    open: 'Open Loose Parts',
    linkUsed: 'This link was used already. Take the address from the terminal.',
    noFile: 'There is no such file.',
    failed: 'Something went wrong in Loose Parts.',
    tooLarge: 'That is too much at once. Name fewer uploads, or filter and select all.',
  },
};
