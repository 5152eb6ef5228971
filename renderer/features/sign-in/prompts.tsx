import { Button } from '@mantine/core';
import type { Prompt } from '../../../shared/schema/sign-in.ts';
import { words } from '../../../shared/words/words.ts';
import { usePrompts } from '../../api/access-state.ts';
import { useConnections } from '../../api/api.tsx';
import { PromptCard } from './prompt-card.tsx';
import { aside, useAside, useIsPromptPlace } from './prompt-place.ts';
import classes from './sign-in.module.css';

/** What credential sources ask of the person, within a dialog. Shows nothing while nothing is asked. */
export function Prompts() {
  const isHere = useIsPromptPlace();
  const prompts = usePrompts();
  if (!isHere || prompts.length === 0) return null;
  return (
    <div className={classes.cards}>
      <Cards prompts={prompts} />
    </div>
  );
}

/** The same in a corner of the window, beside whatever else is done. */
export function PromptCorner() {
  const isHere = useIsPromptPlace();
  const prompts = usePrompts();
  return (
    // Always there, so that screen readers notice what comes into it.
    <section aria-label={words.page.signIn.corner} aria-live="polite" className={classes.corner}>
      {isHere && <Cards prompts={prompts} />}
    </section>
  );
}

/** A card each. It can be put aside, and comes back by the button that takes its place: nothing else waits for it. */
function Cards({ prompts }: { prompts: readonly Prompt[] }) {
  const connections = useConnections();
  const isAside = useAside();
  const shown = prompts.filter(({ id }) => !isAside.has(id));
  const away = prompts.length - shown.length;
  return (
    <>
      {shown.map((prompt) => (
        <PromptCard
          key={prompt.id}
          prompt={prompt}
          connectionName={connections.find(({ id }) => id === prompt.connectionId)?.name ?? null}
          onAside={() => aside.put(prompt.id)}
        />
      ))}
      {away > 0 && (
        <Button variant="default" className={classes.back ?? ''} onClick={aside.bringBack}>
          {words.page.signIn.waiting(away)}
        </Button>
      )}
    </>
  );
}
