import { useQuery } from '@tanstack/react-query';
import type { Evidence, UploadRef } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { Failure } from '../../ui/failure.tsx';
import { showKey } from '../../ui/safe-key.ts';
import { ExactTime } from '../../ui/time-text.tsx';
import { type EvidenceGroup, groupByLook, isGone } from './looks.ts';
import classes from './parts.module.css';

/** Every recorded call about an upload, look by look, oldest first as in History. */
export function EvidenceList({ upload }: { upload: UploadRef }) {
  const { queries } = useApi();
  const { data, error } = useQuery(queries.evidence(upload));
  const say = words.page.parts.evidence;
  return (
    <section className={classes.section} aria-label={say.label}>
      <h3>{say.title}</h3>
      {error && <Failure error={toErrorShape(error)} />}
      {data?.length === 0 && <p className={classes.muted}>{say.empty}</p>}
      {data && data.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <ol className={classes.evidence} tabIndex={0} aria-label={say.calls}>
          {groupByLook(data).map((group) => (
            <Group key={`${group.entries[0]?.jobId}/${group.entries[0]?.sequence}`} group={group} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Group({ group }: { group: EvidenceGroup }) {
  const say = words.page.parts.evidence;
  const [first] = group.entries;
  if (!first) return null;
  return (
    <li>
      <div className={`${classes.line} ${classes.muted}`}>
        <span>
          {say.purposes[first.purpose]} · <ExactTime value={first.at} />
        </span>
        {group.clean !== null && <strong>{say.cleanLook(group.clean)}</strong>}
      </div>
      <ul>
        {group.entries.map((entry) => (
          <li
            key={entry.sequence}
            className={classes.line}
            title={entry.requestId === null ? undefined : say.request(showKey(entry.requestId))}
          >
            <strong>{say.subjects[entry.operation]}</strong>
            <span>{outcome(entry)}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}

function outcome(entry: Evidence): string {
  const { operation, status, code, parts, bytes, durationMs, requestCharged, saw } = entry;
  const say = words.page.parts.evidence;
  if (status === null && code === null) return durationMs === null ? say.noAnswerYet : say.noAnswer;
  const gone = operation === 'ListParts' && isGone(entry) && parts === null ? [say.noSuchUpload] : [];
  const seen = parts === null ? [] : [say.seen({ count: parts, bytes })];
  const answer = [...(code ? [showKey(code)] : []), ...(status === null ? [] : [String(status)])];
  const shown = saw === undefined ? [] : [say.sights[saw]];
  return [...gone, ...shown, ...seen, ...answer, ...(requestCharged ? [say.charged] : [])].join(' · ');
}
