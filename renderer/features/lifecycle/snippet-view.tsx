import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WantedRuleInput } from '../../../shared/schema/lifecycle.ts';
import { type SnippetTool, snippetTools } from '../../../shared/values/lifecycle-kinds.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Failure } from '../../ui/failure.tsx';
import classes from './lifecycle.module.css';

export type SnippetViewProps = { at: BucketPlace; rule: WantedRuleInput; first: SnippetTool };

/** The rule as other tools put it, each with a button that copies it. */
export function SnippetView({ at, rule, first }: SnippetViewProps) {
  const { client } = useApi();
  const [tool, setTool] = useState(first);
  const { data, error } = useQuery({
    queryKey: ['lifecycle', at.connectionId, at.bucket, 'snippet', rule, tool],
    queryFn: ({ signal }) => client.lifecycle.snippet({ ...at, rule, tool }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const said = words.page.lifecycle.snippet;
  return (
    <div className={classes.section}>
      <NativeSelect
        label={said.tool}
        value={tool}
        onChange={(event) => setTool(snippetTools.find((each) => each === event.currentTarget.value) ?? tool)}
        data={snippetTools.map((value) => ({ value, label: words.lifecycle.tool(value) }))}
      />
      {error && <Failure error={toErrorShape(error)} />}
      {data && !data.possible && <p>{words.lifecycle.impossible(data)}</p>}
      {data?.possible && (
        <>
          {data.notes.map((note) => (
            <p key={note} className={classes.muted}>
              {words.lifecycle.note(note)}
            </p>
          ))}
          {data.files.map(({ name, content }) => (
            <Code key={name} title={name} what={name} text={content} />
          ))}
          {data.commands.length > 0 && (
            <Code title={said.shell} what={said.commands} text={`${data.commands.join('\n')}\n`} />
          )}
        </>
      )}
    </div>
  );
}

function Code({ title, what, text }: { title: string; what: string; text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.code} aria-label={title} tabIndex={0}>
      <header>
        <span>{title}</span>
        <CopyButton value={text} what={what} />
      </header>
      <pre>{text}</pre>
    </section>
  );
}
