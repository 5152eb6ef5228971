/** What the page says in the dialog `Bucket settings`. */
export const bucketSettingsPage = {
  title: 'Bucket settings',
  about: 'For bucket {bucket} alone; the rest is as connection {connection} says.',
  requesterPays: {
    label: 'Requester Pays',
    description: 'Whether we agree to pay for requests to this bucket.',
    /** @param agrees what the connection says */
    asConnection: (agrees: boolean) => `As the connection (${agrees ? 'yes' : 'no'})`,
    yes: 'Yes',
    no: 'No',
  },
  owner: {
    label: 'Expected bucket owner',
    /** @param owner what the connection expects; null: nothing */
    description: (owner: string | null) => `Account ID, 12 digits. Empty: as the connection (${owner ?? 'any owner'}).`,
    noAccount: 'An account ID has 12 digits',
  },
  close: 'Close',
  save: 'Save settings',
};
