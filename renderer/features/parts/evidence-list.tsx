import { useQuery } from '@tanstack/react-query';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { Evidence, UploadRef } from '../../../shared/schema/model.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { formatNoun } from '../../ui/amounts.ts';
import { Failure } from '../../ui/failure.tsx';
import { showKey } from '../../ui/safe-key.ts';
import { ExactTime } from '../../ui/time-text.tsx';
import { type EvidenceGroup, groupByLook, isGone } from './looks.ts';
import classes from './parts.module.css';

/** Every recorded call about an upload, look by look, oldest first as in History. */
export function EvidenceList({ upload }: { upload: UploadRef }) {
  const { queries } = useApi();
  const { data, error } = useQuery(queries.evidence(upload));
  return (
    <section className={classes.section} aria-label="Evidence">
      <h3>Evidence so far</h3>
      {error && <Failure error={toErrorShape(error)} />}
      {data?.length === 0 && <p className={classes.muted}>Nothing yet. Verify records its calls here.</p>}
      {data && data.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <ol className={classes.evidence} tabIndex={0} aria-label="Recorded calls">
          {groupByLook(data).map((group) => (
            <Group key={`${group.entries[0]?.jobId}/${group.entries[0]?.sequence}`} group={group} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Group({ group }: { group: EvidenceGroup }) {
  const [first] = group.entries;
  if (!first) return null;
  return (
    <li>
      <div className={`${classes.line} ${classes.muted}`}>
        <span>
          {first.purpose} · <ExactTime value={first.at} />
        </span>
        {group.clean !== null && <strong>{group.clean <= 2 ? `clean look ${group.clean} of 2` : 'clean look'}</strong>}
      </div>
      <ul>
        {group.entries.map((entry) => (
          <li
            key={entry.sequence}
            className={classes.line}
            title={entry.requestId === null ? undefined : `Request ${showKey(entry.requestId)}`}
          >
            <strong>{subjects[entry.operation]}</strong>
            <span>{outcome(entry)}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}

/** What each call asks about. */
const subjects: Readonly<Record<Evidence['operation'], string>> = {
  ListParts: 'ListParts',
  ListMultipartUploads: 'Listing',
  HeadObject: 'Object',
  ListObjectsV2: 'Object (ListObjectsV2)',
  AbortMultipartUpload: 'AbortMultipartUpload',
  CompleteMultipartUpload: 'CompleteMultipartUpload',
};

const sights = {
  listed: 'in it',
  'not listed': 'not in it',
  object: 'there',
  'no object': 'none',
} as const satisfies Record<NonNullable<Evidence['saw']>, string>;

function outcome(entry: Evidence): string {
  const { operation, status, code, parts, bytes, durationMs, requestCharged, saw } = entry;
  if (status === null && code === null) return durationMs === null ? 'no answer yet' : 'no answer';
  const gone = operation === 'ListParts' && isGone(entry) && parts === null ? ['no such upload'] : [];
  const seen =
    parts === null
      ? []
      : [bytes === null ? formatNoun(parts, 'part') : `${formatNoun(parts, 'part')}, ${formatBytes(bytes)}`];
  const answer = [...(code ? [showKey(code)] : []), ...(status === null ? [] : [String(status)])];
  const shown = saw === undefined ? [] : [sights[saw]];
  return [...gone, ...shown, ...seen, ...answer, ...(requestCharged ? ['charged'] : [])].join(' · ');
}
