import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Prompt } from '../../../shared/sign-in.ts';
import { usePrompts } from '../../api/access-state.ts';
import { useConnections } from '../../api/api.tsx';
import { formatNoun } from '../../ui/amounts.ts';
import { PromptCard } from './prompt-card.tsx';
import { useIsPromptPlace } from './prompt-place.ts';
import classes from './sign-in.module.css';

/** What credential sources ask of the person, within a dialog. Shows nothing while nothing is asked. */
export function Prompts() {
  const isHere = useIsPromptPlace();
  const prompts = usePrompts();
  if (!isHere || prompts.length === 0) return null;
  return (
    <div className={classes.cards}>
      {prompts.map((prompt) => (
        <NamedCard key={prompt.id} prompt={prompt} />
      ))}
    </div>
  );
}

/**
 * The same in a corner of the window, beside whatever else is done. A card can be put aside, and comes back by the button
 * that takes its place: nothing else waits for it.
 */
export function PromptCorner() {
  const isHere = useIsPromptPlace();
  const prompts = usePrompts();
  const [aside, setAside] = useState<ReadonlySet<string>>(new Set());
  const shown = prompts.filter(({ id }) => !aside.has(id));
  const away = prompts.length - shown.length;
  return (
    // Always there, so that screen readers notice what comes into it.
    <section aria-label="Sign-in" aria-live="polite" className={classes.corner}>
      {isHere &&
        shown.map((prompt) => (
          <NamedCard key={prompt.id} prompt={prompt} onAside={() => setAside(new Set([...aside, prompt.id]))} />
        ))}
      {isHere && away > 0 && (
        <Button variant="default" className={classes.back ?? ''} onClick={() => setAside(new Set())}>
          {formatNoun(away, 'sign-in')} {away === 1 ? 'waits' : 'wait'}
        </Button>
      )}
    </section>
  );
}

function NamedCard({ prompt, onAside }: { prompt: Prompt; onAside?: () => void }) {
  const connection = useConnections().find(({ id }) => id === prompt.connectionId);
  return <PromptCard prompt={prompt} connectionName={connection?.name ?? null} onAside={onAside} />;
}
