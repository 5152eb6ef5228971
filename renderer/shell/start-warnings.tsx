import { ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { words } from '../../shared/words/words.ts';
import { useApi } from '../api/api.tsx';
import { Icon } from '../ui/icon.tsx';
import classes from './shell.module.css';

/** What went wrong while the app started, above everything, until it is put away. */
export function StartWarnings() {
  const { queries } = useApi();
  const info = useQuery(queries.appInfo());
  const [putAway, setPutAway] = useState(false);
  const sentences = words.startWarnings(info.data?.warnings ?? []);
  if (sentences.length === 0 || putAway) return null;
  return (
    <div role="alert" className={classes.warnings}>
      <div>
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <ActionIcon size="sm" aria-label={words.page.shell.putWarningAway} onClick={() => setPutAway(true)}>
        <Icon name="close" size={14} />
      </ActionIcon>
    </div>
  );
}
