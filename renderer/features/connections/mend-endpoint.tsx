import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ErrorShape } from '../../../shared/schema/errors.ts';
import type { Connection } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { ConnectionDialog } from './connection-form.tsx';

export type MendEndpointProps = { connection: Connection; error: ErrorShape };

/** Where a store said which address is the right one: the connection with that address, to be tested and saved. */
export function MendEndpoint({ connection, error }: MendEndpointProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { mendedEndpoint } = error.details;
  // It was changed since: the failure is of the address before it.
  const isTaken = mendedEndpoint !== undefined && URL.parse(mendedEndpoint)?.href === hrefOf(connection);
  if (mendedEndpoint === undefined || isTaken || connection.practice) return null;
  const close = () => setIsOpen(false);
  return (
    <>
      <p>
        <Button size="compact-sm" variant="default" onClick={() => setIsOpen(true)}>
          {words.page.connections.form.result.changeEndpoint(mendedEndpoint)}
        </Button>
      </p>
      {isOpen && (
        <ConnectionDialog
          editing={connection}
          changed={{ endpointUrl: mendedEndpoint }}
          onClose={close}
          onSaved={close}
        />
      )}
    </>
  );
}

function hrefOf({ endpointUrl }: Connection): string | undefined {
  return URL.parse(endpointUrl ?? '')?.href;
}
