import type { HostWords } from '../language.ts';

const alternatives =
  'Use an AWS profile instead, or the browser host (npm start -- --browser), which keeps entered secrets in memory only.';

/** What stands in for the page, and what the hosts tell it of themselves. */
export const hostWords: HostWords = {
  roles: null,
  pageCrashed: (times, reason, exitCode) => ({
    message: 'The window’s content keeps crashing.',
    detail: `It was loaded anew ${times} times within a minute (${reason}, exit code ${exitCode}). What is under way goes on meanwhile, and after a restart.\n\nIf it does not help to try again, run the same app in your web browser: npm start -- --browser. The log in the data folder says more.`,
  }),
  tryAgain: 'Try again',
  quit: 'Quit',
  vault: {
    noKeyring: `No keyring answers here (GNOME Keyring, KWallet or another Secret Service), so a secret could not be encrypted. Start one, or name another with --password-store. ${alternatives}`,
    alternatives,
    late: (seconds) => `The system’s key store did not answer within ${seconds} s. Is it waiting to be unlocked?`,
    notNow: 'The system’s key store cannot be asked just now. Try again.',
    notEncrypted: 'The system’s key store did not encrypt the secret.',
    unreadable: (code) => `The file of secrets cannot be read (${code ?? 'unknown reason'}).`,
    damaged: (path) => `The file of secrets is damaged. Move ${path} away and enter them again.`,
  },
  browser: {
    open: 'Open Loose Parts',
    linkUsed: 'This link was used already. Take the address from the terminal.',
    noFile: 'There is no such file.',
    failed: 'Something went wrong in Loose Parts.',
    tooLarge: 'That is too much at once. Name fewer uploads, or filter and select all.',
  },
};
