/**
 * A file's name that every system takes: the bucket in plain characters, the day in UTC, and what it is.
 *
 * @param id of the plan or the job; its beginning tells two files of one day apart
 */
export function fileNameOf(bucket: string, at: number, id: string, what: string): string {
  const plain = (text: string) => text.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+|(?<![.-])[.-]+$/g, '');
  const day = new Date(at).toISOString().slice(0, 10);
  return `loose-parts-${plain(bucket).slice(0, 60) || 'bucket'}-${day}-${plain(id).slice(0, 8)}-${what}`;
}
