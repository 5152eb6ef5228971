import type { Connection } from '../../shared/schema/model.ts';
import { words } from '../../shared/words/words.ts';
import { Badge } from './badge.tsx';
import classes from './connection-mark.module.css';

type Colour = Connection['colour'];

/** A connection's colour as a dot; nothing where it has none. The words beside it carry the meaning. */
export function ColourDot({ colour }: { colour: Colour }) {
  return <span className={classes.dot} data-colour={colour} aria-hidden="true" />;
}

/** A connection's colour as a stripe along the left of what it is put into (which must be positioned). */
export function ColourStripe({ colour }: { colour: Colour }) {
  return colour === 'none' ? null : <span className={classes.stripe} data-colour={colour} aria-hidden="true" />;
}

/** What must be noticed of a connection before something is done in it: PRODUCTION, Read-only. */
export function ConnectionMarks({ connection }: { connection: Pick<Connection, 'production' | 'readOnly'> }) {
  return (
    <>
      {connection.production && <ProductionMark />}
      {connection.readOnly && (
        <Badge tone="neutral" title={words.page.ui.readOnlyReason}>
          {words.page.ui.readOnly}
        </Badge>
      )}
    </>
  );
}

/** The mark of production. */
function ProductionMark() {
  return (
    <span className={classes.production} title={words.page.ui.productionMeaning}>
      {words.page.ui.production}
    </span>
  );
}
