import { useQuery } from '@tanstack/react-query';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { Evidence, UploadRef } from '../../../shared/schema/model.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { formatNoun } from '../../ui/amounts.ts';
import { Failure } from '../../ui/failure.tsx';
import { showKey } from '../../ui/safe-key.ts';
import { ExactTime } from '../../ui/time-text.tsx';
import classes from './parts.module.css';

/** Every recorded call about an upload, newest first: the newest is what people look for. */
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
        <ol className={classes.evidence} reversed tabIndex={0} aria-label="Recorded calls">
          {data.toReversed().map((entry) => (
            <li key={`${entry.jobId}/${entry.sequence}`}>
              <div className={classes.line}>
                <strong>{entry.operation}</strong>
                <span>{outcome(entry)}</span>
              </div>
              <div className={`${classes.line} ${classes.muted}`}>
                <span>
                  {entry.purpose} · <ExactTime value={entry.at} />
                </span>
                {entry.requestId && <span title="Request ID">{showKey(entry.requestId)}</span>}
              </div>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function outcome({ status, code, parts, bytes, durationMs, requestCharged }: Evidence): string {
  if (status === null && code === null) return durationMs === null ? 'no answer yet' : 'no answer';
  const seen =
    parts === null
      ? []
      : [bytes === null ? formatNoun(parts, 'part') : `${formatNoun(parts, 'part')}, ${formatBytes(bytes)}`];
  const answer = [...(code ? [showKey(code)] : []), ...(status === null ? [] : [String(status)])];
  return [...seen, ...answer, ...(requestCharged ? ['charged'] : [])].join(' · ');
}
