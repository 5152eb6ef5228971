import { unknownTime } from '../../../shared/format/time.ts';
import { AppError, type ErrorShape, errorShapeSchema } from '../../../shared/schema/errors.ts';
import type { Principal, Sizing, Upload, UploadFilter } from '../../../shared/schema/model.ts';
import { verdictSchema } from '../../../shared/schema/verdicts.ts';
import { isActive } from '../../../shared/values/activity.ts';
import { abortLapses } from '../../../shared/values/lifecycle-kinds.ts';
import { says } from '../../../shared/words/says.ts';
import { abortLapse } from './abort-dates.ts';
import { countOrNull, integerOrNull, type Row, text, textOrNull, unlessBroken } from './columns.ts';
import { type AddClause, whereFilter } from './filter-clauses.ts';

/** Where to look and what counts as active, for every query over one bucket's uploads. */
export interface UploadScope {
  connectionId: string;
  bucket: string;
  filter: UploadFilter;
  /** An upload whose activity is at or after this time, or not known, is active; ms UTC. */
  activeSince: number;
}

/** The columns that {@link uploadFromRow} reads, for a query that joins `upload` with `bucket`. */
export const selectUpload = `bucket.connection_id, bucket.name AS bucket_name, upload.*, ${abortLapse} AS abort_lapse`;

/** An upload out of a joined row. */
export function uploadFromRow(row: Row, activeSince: number): Upload {
  const activityAt = integerOrNull(row, 'activity_at') ?? unknownTime;
  const lapse = abortLapses.find((one) => one === row.abort_lapse);
  return {
    ref: {
      connectionId: text(row, 'connection_id'),
      bucket: text(row, 'bucket_name'),
      key: text(row, 'key'),
      uploadId: text(row, 'upload_id'),
    },
    initiatedAt: integerOrNull(row, 'initiated_at') ?? unknownTime,
    initiator: principal(row, 'initiator'),
    owner: principal(row, 'owner'),
    storageClass: textOrNull(row, 'storage_class'),
    sizing: sizingFromRow(row, activityAt),
    activityAt,
    active: isActive(activityAt, activeSince),
    abortDate: integerOrNull(row, 'abort_date'),
    abortRuleId: textOrNull(row, 'abort_rule_id'),
    ...(lapse && { abortLapse: lapse }),
    verdict: verdictSchema.nullable().parse(row.verdict),
  };
}

/** Of sums that cannot be, from before answers were checked. */
const unreadable = new AppError('VALUE_OUT_OF_RANGE', says('sizeUnreadable')).toShape();

function principal(row: Row, name: 'initiator' | 'owner'): Principal | null {
  const id = textOrNull(row, `${name}_id`);
  return id === null ? null : { id, displayName: textOrNull(row, `${name}_name`) };
}

/** @param activityAt stands in for when it was read: nothing goes by that */
function sizingFromRow(row: Row, activityAt: number): Sizing {
  const at = integerOrNull(row, 'sized_at') ?? activityAt;
  switch (text(row, 'sizing')) {
    case 'sized': {
      const [parts, bytes] = [countOrNull(row, 'parts'), countOrNull(row, 'bytes')];
      if (parts === null || bytes === null) return { status: 'failed', at, error: unreadable };
      const partSet = textOrNull(row, 'part_set');
      const newestPartAt = integerOrNull(row, 'newest_part_at');
      return { status: 'sized', at, parts, bytes, newestPartAt, ...(partSet !== null && { partSet }) };
    }
    case 'failed':
      return { status: 'failed', at, error: errorFromJson(text(row, 'sizing_error')) };
    default:
      return { status: 'pending' };
  }
}

/** An error as it was kept: one whose numbers were infinite then is not what it was. */
function errorFromJson(json: string): ErrorShape {
  return unlessBroken(() => errorShapeSchema.parse(JSON.parse(json))) ?? unreadable;
}

/** WHERE clause and its parameters for a scope, over `upload JOIN bucket`. */
export function whereScope({ connectionId, bucket, filter, activeSince }: UploadScope) {
  const clauses = ['bucket.connection_id = :connectionId', 'bucket.name = :bucket'];
  const parameters: Record<string, string | number> = { connectionId, bucket };
  const add: AddClause = (clause, name, value) => {
    clauses.push(clause);
    if (name !== undefined && value !== undefined) parameters[name] = value;
  };
  whereFilter(filter, activeSince, add);
  return { where: clauses.join(' AND '), parameters };
}
