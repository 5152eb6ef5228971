/** What the page says in the dialog `Why can’t it be deleted?`. */
export const deletionPage = {
  title: 'Why can’t it be deleted?',
  /** `marks` are those of the connection, such as PRODUCTION. */
  about: 'Bucket {bucket} of connection {connection} {marks}',
  looking: 'Looking, without deleting anything…',
  causes: 'Causes',
  billed: 'Not in the way, and billed',
  notKnown: 'Not known',
  /** @param what was asked, each as it begins a line */
  clear: (what: readonly string[]) => `Asked, and not in the way: ${what.map(inSentence).join(', ')}.`,
  looked: 'Looked {time}.',
  /** What this app does about it. */
  unscanned: 'Uploads are cleared here once a scan has found them. This app never deletes a bucket or an object.',
  scanned: 'Uploads are cleared here, with proof. This app never deletes a bucket or an object.',
  lookAgain: 'Look again',
  close: 'Close',
  clearUploads: 'Clear the uploads…',
  /** Files to save. */
  commands: {
    sh: 'Commands that empty and delete it, for sh',
    powershell: 'Commands that empty and delete it, for PowerShell',
  },
};

/** Names in capitals stay as they are. */
function inSentence(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
