import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { amountOf } from '../../../shared/format/money.ts';
import type { ScanCost } from '../../../shared/schema/costs.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import classes from './costs.module.css';

/** Buckets that were asked about while the page is open: once is enough. */
const asked = new Set<string>();
/** From one unit of the currency on a person is asked; what is less is told where the costs are. */
const worthAQuestion = 1;

/** A scan that is worth a question, and what is to be said of it. */
type Question = { buckets: string[]; told: { bucket: string; words: string }[] };

export type ScanQuestion = {
  /** Scans these buckets, or asks first. */
  begin: (buckets: string[]) => void;
  isPending: boolean;
  error: Error | null;
  reset: () => void;
  /** The dialog, where there is one. */
  dialog: ReactNode;
};

/** Starts scans of a connection's buckets; where that costs money worth a word (R2), it says how much before. */
export function useScanQuestion(connectionId: string): ScanQuestion {
  const { client } = useApi();
  const [question, setQuestion] = useState<Question | null>(null);
  const start = useMutation({
    mutationFn: (buckets: string[]) =>
      Promise.all(buckets.map((bucket) => client.scans.start({ connectionId, bucket }))),
  });
  const ask = useMutation({
    mutationFn: async (buckets: string[]): Promise<Question> => {
      const told: Question['told'] = [];
      for (const bucket of buckets) {
        if (asked.has(idOf(connectionId, bucket))) continue;
        const cost = await client.costs.scan({ connectionId, bucket });
        if (isWorthAQuestion(cost)) told.push({ bucket, words: words.cost.scan(cost) });
      }
      return { buckets, told };
    },
    onSuccess: (found) => {
      if (found.told.length === 0) start.mutate(found.buckets);
      else setQuestion(found);
    },
    // What a scan costs must not keep anybody from scanning.
    onError: (_, buckets) => start.mutate(buckets),
  });
  const close = () => setQuestion(null);
  return {
    begin: (buckets) => ask.mutate(buckets),
    isPending: ask.isPending || start.isPending,
    error: start.error,
    reset: start.reset,
    dialog: question && (
      <Dialog onClose={close} title="What this scan costs" size={520}>
        <div className={dialog.body}>
          <ul className={classes.told}>
            {question.told.map((one) => (
              <li key={one.bucket}>
                <strong>{one.bucket}</strong> {one.words}
              </li>
            ))}
          </ul>
          <p className={dialog.note}>Aborting is free. A lifecycle rule of the store needs no scan at all.</p>
          <div className={dialog.buttons}>
            <Button variant="default" onClick={close}>
              Not now
            </Button>
            <Button
              data-autofocus
              onClick={() => {
                for (const { bucket } of question.told) asked.add(idOf(connectionId, bucket));
                start.mutate(question.buckets);
                close();
              }}
            >
              Scan at this cost
            </Button>
          </div>
        </div>
      </Dialog>
    ),
  };
}

function idOf(connectionId: string, bucket: string): string {
  return JSON.stringify([connectionId, bucket]);
}

function isWorthAQuestion(cost: ScanCost): boolean {
  return cost.known ? amountOf(cost.upTo) >= worthAQuestion : cost.perThousand !== null;
}
