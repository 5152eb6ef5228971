/** What the page says in its part "permissions": who may do what in a bucket, and the policy to ask for. */
export const permissionsPage = {
  title: 'Permissions',
  rightsIn: (bucket: string) => `Rights in ${bucket}`,
  findingOut: 'Finding out, without aborting anything…',
  checkAgain: 'Check again',
  foundOut: 'In bucket {bucket}, found out {when}.',
  table: { label: 'Rights', right: 'Right', answer: 'Answer' },
  /** What each right is called, and what it is for. */
  rights: {
    list: { title: 'List uploads', purpose: 'Find incomplete uploads.' },
    look: { title: 'Look at parts', purpose: 'See what an upload holds, and prove that nothing is left.' },
    abort: { title: 'Abort uploads', purpose: 'Free what an upload holds.' },
    object: { title: 'See objects', purpose: 'Tell whether an upload that is gone was completed.' },
  },
  answers: { allowed: 'allowed', denied: 'denied', unknown: 'not known' },
  /** `permission` is S3's name of the action, `code` the server's own; empty where it gave none. */
  denied: ({ permission, code }: { permission: string; code: string }) =>
    `${permission} is missing.${code ? ` The server said ${code}.` : ''}`,
  deniedKey: ({ permission, code }: { permission: string; code: string }) =>
    `${permission} is missing, on the KMS key that encrypts the bucket.${code ? ` The server said ${code}.` : ''}`,
  /** The answer to "can I clean up here?". */
  summary: {
    noAccess: 'No access: whether there are uploads in this bucket cannot be seen.',
    noAbort: 'You can look here, but not clean up.',
    noLook: 'You can clean up here, but not prove that nothing is left.',
    all: 'You can clean up here, and prove it.',
    someUnknown: 'Nothing that is needed was denied, but not all of it could be told.',
  },
  policy: {
    label: 'IAM policy',
    title: 'The policy to ask for',
    goal: 'To do',
    goals: {
      see: 'See what is there',
      cleanUp: 'Clean up',
      complete: 'Clean up and complete',
      lifecycle: 'Set a lifecycle rule',
    },
    place: 'In',
    thisBucket: 'This bucket',
    allBuckets: 'All buckets',
    copy: 'Copy policy',
    copied: 'Copied',
    encrypted: 'Uploads are encrypted with a KMS key',
    impossible: 'That cannot be done there: lifecycle rules belong to a bucket, not to an access point.',
    json: 'Policy as JSON',
    otherStores: 'As AWS writes it. Other stores take much of it, by their own tools.',
  },
};
