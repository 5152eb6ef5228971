/** What is asked to find out what keeps a bucket from being deleted. */
export const deletionQuestions = [
  'uploads',
  'hidden uploads',
  'objects',
  'old versions',
  'delete markers',
  'MFA delete',
  'object lock',
  'retention',
  'policy',
  'right to delete',
  'access points',
] as const;
export type DeletionQuestion = (typeof deletionQuestions)[number];
