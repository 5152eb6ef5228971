import type { ErrorShape } from '../../shared/schema/errors.ts';
import { words } from '../../shared/words/words.ts';
import classes from './failure.module.css';
import { showKey } from './safe-key.ts';

/** Nothing is broken: a right or a sign-in is missing. */
const calmCodes: readonly ErrorShape['code'][] = ['ACCESS_DENIED', 'SIGN_IN_NEEDED', 'TOKEN_EXPIRED', 'READ_ONLY'];

/** A failure in words: what is wrong, what to do, and what the store said. Denied is calmer than broken. */
export function Failure({ error }: { error: ErrorShape }) {
  const { title, hint } = words.error(error);
  const { storeCode, httpStatus, operation, requestId } = error.details;
  const facts = [
    operation,
    storeCode,
    httpStatus === undefined ? undefined : `HTTP ${httpStatus}`,
    requestId && words.page.ui.request(requestId),
  ].filter((fact) => fact !== undefined && fact !== '');
  return (
    <div role="alert" className={`${classes.failure} ${calmCodes.includes(error.code) ? classes.calm : ''}`}>
      <p className={classes.title}>{showKey(title)}</p>
      <p>{showKey(hint)}</p>
      {facts.length > 0 && <p className={classes.small}>{showKey(facts.join(' · '))}</p>}
    </div>
  );
}

/** A failure in one line, for narrow places. */
export function failureLine(error: ErrorShape): string {
  const { title, hint } = words.error(error);
  return showKey(`${title}. ${hint}`);
}
