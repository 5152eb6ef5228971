import type { AppInfo, AwsProfile, Connection } from '../../../shared/schema/model.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { saidIn } from '../../../shared/words/sentence-of.ts';
import { words } from '../../../shared/words/words.ts';

type Kind = Connection['credentials']['kind'];

/** Where credentials can come from, in the order in which people need them. */
const order: readonly Kind[] = ['static', 'profile', 'environment', 'metadata', 'webIdentity', 'anonymous'];

/** The same as choices. */
export function credentialKinds(): { value: Kind; label: string }[] {
  return order.map((value) => ({ value, label: words.page.connections.form.credentials.kinds[value].label }));
}

/** The kind of that name in a list of choices; null for a name that is none. */
export function credentialKind(value: string): Kind | null {
  return order.find((kind) => kind === value) ?? null;
}

/** What a kind of credentials means, in one sentence. */
export function credentialSentence(kind: Kind): string {
  return words.page.connections.form.credentials.kinds[kind].sentence;
}

/** A profile with the way in which it gets its credentials: "billing (single sign-on)". */
export function profileWords({ name, way }: AwsProfile): string {
  const { profileBy, ways } = words.page.connections.form.credentials;
  return way === 'unknown' ? name : profileBy({ name, way: ways[way] });
}

/** How an entered secret is kept, said before it is entered. */
export function vaultSentence(vault: AppInfo['vault']): string {
  const text = words.page.connections.form.credentials.vault;
  switch (vault.kind) {
    case 'system':
      return text.system(vault.backend);
    case 'memory':
      return text.memory;
    case 'unavailable':
      return text.unavailable(saidIn(vault.reason, words.sayings));
    default:
      return assertNever(vault);
  }
}
