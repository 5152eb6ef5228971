/**
 * Programs that look after a bucket themselves, and by which of its keys they are known. Veeam says that lifecycle policies
 * must not be enabled on buckets of its repositories.
 */
const programs: readonly (readonly [RegExp, string])[] = [[/^Veeam\//, 'Veeam']];

/** The program that looks after a bucket with such keys; null: none that is known. Say so before any rule is put there. */
export function managedBy(keys: Iterable<string>): string | null {
  for (const key of keys) {
    const found = programs.find(([pattern]) => pattern.test(key));
    if (found) return found[1];
  }
  return null;
}
