import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
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
    return (
      <div className={classes.page} role="alert">
        <div>
          <h1>This part of the page failed</h1>
          <p>{fault instanceof Error ? fault.message : String(fault)}</p>
          <p>Running jobs go on; they do not depend on the page.</p>
          <Button onClick={() => this.setState({ fault: null })}>Show it again</Button>
        </div>
      </div>
    );
  }
}
