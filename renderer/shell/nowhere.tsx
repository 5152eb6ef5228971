import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
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
  return (
    <div className={classes.page}>
      <div>
        <h1>This address leads nowhere</h1>
        <p>The connection that it names is not on this computer, or not any more. What was cleaned up is in History.</p>
        <Button onClick={() => route.go({ screen: 'start' })}>Go to the first connection</Button>
      </div>
    </div>
  );
}
