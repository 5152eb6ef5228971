import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { words } from '../../shared/words/words.ts';
import { route } from '../route.ts';
import classes from './shell.module.css';

/** A connection that was just added may be told of a moment later than the way to it, ms. */
const patienceMs = 800;

/** What an address leads to whose connection is not here, or that was never one. */
export function Nowhere() {
  const [isSure, setSure] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSure(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (!isSure) return null;
  const { nowhere } = words.page.shell;
  return (
    <div className={classes.page}>
      <div>
        <h1>{nowhere.title}</h1>
        <p>{nowhere.text}</p>
        <Button onClick={() => route.go({ screen: 'start' })}>{nowhere.first}</Button>
      </div>
    </div>
  );
}
