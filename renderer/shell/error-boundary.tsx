import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { words } from '../../shared/words/words.ts';
import classes from './shell.module.css';

/** Keeps a fault in one part of the page from taking the rest with it. Work in the engine goes on regardless. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { fault: unknown }> {
  override state: { fault: unknown } = { fault: null };

  static getDerivedStateFromError(fault: unknown) {
    return { fault };
  }

  override render() {
    const { fault } = this.state;
    if (fault === null) return this.props.children;
    const { failed } = words.page.shell;
    return (
      <div className={classes.page} role="alert">
        <div>
          <h1>{failed.title}</h1>
          <p>{fault instanceof Error ? fault.message : String(fault)}</p>
          <p>{failed.text}</p>
          <Button onClick={() => this.setState({ fault: null })}>{failed.again}</Button>
        </div>
      </div>
    );
  }
}
