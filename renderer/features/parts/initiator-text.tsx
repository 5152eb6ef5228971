import type { Upload } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useEndpointFacts } from '../../api/access-state.ts';
import { FullText } from '../../ui/key-text.tsx';
import classes from './parts.module.css';

type InitiatorTextProps = { connectionId: string; initiator: NonNullable<Upload['initiator']> };

/** Who started an upload, as the store says; and where it says so of whoever asks, that this proves nothing. */
export function InitiatorText({ connectionId, initiator: { id, displayName } }: InitiatorTextProps) {
  const told = useEndpointFacts(connectionId)?.initiator;
  const isDoubtful = told !== undefined && !told.known && told.unknown.why === 'all by the asker';
  return (
    <>
      <FullText value={displayName && displayName !== id ? `${displayName} (${id})` : id} />
      {isDoubtful && (
        <div className={classes.muted}>{words.page.parts.facts.initiatorNotProved(words.unknown(told.unknown))}</div>
      )}
    </>
  );
}
