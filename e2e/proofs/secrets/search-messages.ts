import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { NeedleSearch } from './needles.ts';
import { type MessageKind, notedMessageSchema } from './noted.ts';
import type { Hit } from './search-files.ts';

/** Calls that carry a secret from the page to the engine: that is what they are for. */
const carriers = ['connections/test', 'connections/save', 'prompts/answer'].map((call) => `/rpc/${call}`);

/** What was found in messages, and how much there was to search. */
export interface MessageSearch {
  hits: Hit[];
  messages: number;
  bytes: number;
  kinds: Map<MessageKind, number>;
  /** Messages that carry a secret on purpose, and do: a search that finds none of them is blind. */
  carried: number;
}

/** Searches one file of noted messages. */
export async function searchMessages(path: string, search: NeedleSearch): Promise<MessageSearch> {
  const result: MessageSearch = { hits: [], messages: 0, bytes: 0, kinds: new Map(), carried: 0 };
  /** The end of each stream so far: a secret may be cut in two. */
  const ends = new Map<string, Buffer>();
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const { kind, of, stream, base64 } = notedMessageSchema.parse(JSON.parse(line));
    const bytes = Buffer.from(base64, 'base64');
    result.messages += 1;
    result.bytes += bytes.length;
    result.kinds.set(kind, (result.kinds.get(kind) ?? 0) + 1);
    const whole = Buffer.concat([ends.get(stream) ?? Buffer.alloc(0), bytes]);
    ends.set(stream, Buffer.from(whole.subarray(Math.max(0, whole.length - search.longest + 1))));
    const found = search.in(whole);
    if (kind === 'page to engine' && carriers.includes(of)) result.carried += found.size > 0 ? 1 : 0;
    else for (const needle of found) result.hits.push({ place: `${kind}: ${of}`, needle });
  }
  return result;
}
