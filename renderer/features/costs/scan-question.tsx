import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { amountOf } from '../../../shared/format/money.ts';
import type { ScanCost } from '../../../shared/schema/costs.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import type { BucketPlace } from '../../api/queries.ts';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import classes from './costs.module.css';

/** Buckets that were asked about while the page is open: once is enough. */
const asked = new Set<string>();
/** From one unit of the currency on a person is asked; what is less is told where the costs are. */
const worthAQuestion = 1;

/** A scan that is worth a question, and what is to be said of it. */
type Question = { places: readonly BucketPlace[]; told: { place: BucketPlace; words: string }[] };

export type ScanQuestion = {
  /** Scans these buckets, or asks first. */
  begin: (places: readonly BucketPlace[]) => void;
  isPending: boolean;
  error: Error | null;
  reset: () => void;
  /** The dialog, where there is one. */
  dialog: ReactNode;
};

/** Starts scans of buckets; where that costs money worth a word (R2), it says how much before. */
export function useScanQuestion(): ScanQuestion {
  const { client } = useApi();
  const [question, setQuestion] = useState<Question | null>(null);
  const start = useMutation({
    mutationFn: (places: readonly BucketPlace[]) => Promise.all(places.map((place) => client.scans.start(place))),
  });
  const ask = useMutation({
    mutationFn: async (places: readonly BucketPlace[]): Promise<Question> => {
      const unasked = places.filter((place) => !asked.has(idOf(place)));
      const costs = await Promise.all(unasked.map(async (place) => ({ place, cost: await client.costs.scan(place) })));
      const told = costs.filter(({ cost }) => isWorthAQuestion(cost));
      return { places, told: told.map(({ place, cost }) => ({ place, words: words.cost.scan(cost) })) };
    },
    onSuccess: (found) => {
      if (found.told.length === 0) start.mutate(found.places);
      else setQuestion(found);
    },
    // What a scan costs must not keep anybody from scanning.
    onError: (_, places) => start.mutate(places),
  });
  const close = () => setQuestion(null);
  const said = words.page.costs.scan;
  return {
    begin: (places) => ask.mutate(places),
    isPending: ask.isPending || start.isPending,
    error: start.error,
    reset: start.reset,
    dialog: question && (
      <Dialog onClose={close} title={said.title} size={520}>
        <div className={dialog.body}>
          <ul className={classes.told}>
            {question.told.map((one) => (
              <li key={idOf(one.place)}>
                <strong>{one.place.bucket}</strong> {one.words}
              </li>
            ))}
          </ul>
          <p className={dialog.note}>{said.otherwise}</p>
          <div className={dialog.buttons}>
            <Button variant="default" onClick={close}>
              {said.notNow}
            </Button>
            <Button
              data-autofocus
              onClick={() => {
                for (const { place } of question.told) asked.add(idOf(place));
                start.mutate(question.places);
                close();
              }}
            >
              {said.begin}
            </Button>
          </div>
        </div>
      </Dialog>
    ),
  };
}

function idOf({ connectionId, bucket }: BucketPlace): string {
  return JSON.stringify([connectionId, bucket]);
}

function isWorthAQuestion(cost: ScanCost): boolean {
  return cost.known ? amountOf(cost.upTo) >= worthAQuestion : cost.perThousand !== null;
}
