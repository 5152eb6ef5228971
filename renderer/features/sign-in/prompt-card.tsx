import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Prompt } from '../../../shared/schema/sign-in.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
import { Icon } from '../../ui/icon.tsx';
import { FullText, NameText } from '../../ui/key-text.tsx';
import { showKey } from '../../ui/safe-key.ts';
import { Countdown } from '../../ui/time-text.tsx';
import classes from './sign-in.module.css';

export type PromptCardProps = {
  prompt: Prompt;
  /** null for one that is being tried and not saved yet. */
  connectionName: string | null;
  /** Puts it out of the way. */
  onAside: () => void;
};

/** One prompt: what is asked, for which profile, and the way to answer or to cancel. */
export function PromptCard({ prompt, connectionName, onAside }: PromptCardProps) {
  const { client } = useApi();
  const titleId = useId();
  const cancel = useMutation({ mutationFn: () => client.prompts.dismiss({ promptId: prompt.id }) });
  const text = words.page.signIn.prompt;
  const profile = showKey(prompt.profile);
  return (
    <section className={classes.card} aria-labelledby={titleId}>
      <header className={classes.head}>
        <h2 id={titleId}>{prompt.kind === 'mfa' ? text.mfaTitle(profile) : text.ssoTitle(profile)}</h2>
        <ActionIcon size="sm" aria-label={text.putAside} title={text.putAside} onClick={onAside}>
          <Icon name="down" size={14} />
        </ActionIcon>
      </header>
      {connectionName !== null && (
        <p className={classes.muted}>
          <Filled text={text.connection} parts={{ name: <NameText value={connectionName} /> }} />
        </p>
      )}
      {prompt.kind === 'mfa' ? (
        <MfaForm prompt={prompt} onCancel={() => cancel.mutate()} />
      ) : (
        <SsoSteps prompt={prompt} onCancel={() => cancel.mutate()} />
      )}
      {cancel.error && <Failure error={toErrorShape(cancel.error)} />}
    </section>
  );
}

function MfaForm({ prompt, onCancel }: { prompt: Extract<Prompt, { kind: 'mfa' }>; onCancel: () => void }) {
  const { client } = useApi();
  const [code, setCode] = useState('');
  const answer = useMutation({
    mutationFn: (given: string) => client.prompts.answer({ promptId: prompt.id, code: given }),
  });
  // Devices show their codes in groups; the blanks are not part of them.
  const given = code.replace(/\s/g, '');
  const submit = () => {
    if (given) answer.mutate(given);
  };
  const text = words.page.signIn.prompt;
  return (
    // Not a form: within the connection form it would be one inside another.
    <>
      <p className={classes.muted}>
        <Filled text={text.device} parts={{ serial: <FullText value={prompt.serial} /> }} />
      </p>
      <TextInput
        label={text.mfaCode}
        value={code}
        inputMode="numeric"
        autoComplete="one-time-code"
        spellCheck={false}
        onChange={(event) => setCode(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          event.stopPropagation();
          submit();
        }}
      />
      {answer.error && <Failure error={toErrorShape(answer.error)} />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onCancel}>
          {text.cancel}
        </Button>
        <Button loading={answer.isPending} disabled={!given} onClick={submit}>
          {text.send}
        </Button>
      </div>
    </>
  );
}

function SsoSteps({ prompt, onCancel }: { prompt: Extract<Prompt, { kind: 'sso' }>; onCancel: () => void }) {
  const text = words.page.signIn.prompt;
  return (
    <>
      <p>{text.steps}</p>
      <p className={classes.code}>
        <strong>{showKey(prompt.userCode)}</strong>
        <CopyButton value={prompt.userCode} what={text.code} />
      </p>
      {/* Its seconds must not be read out one by one, as what comes into the corner is. */}
      <p className={classes.muted} aria-live="off">
        <Filled text={text.waiting} parts={{ when: <Countdown at={prompt.expiresAt} /> }} />
      </p>
      <div className={classes.buttons}>
        <Button variant="default" onClick={onCancel}>
          {text.cancel}
        </Button>
        <Button component="a" href={prompt.verificationUrl} target="_blank" rel="noreferrer">
          {text.openPage}
        </Button>
      </div>
    </>
  );
}
