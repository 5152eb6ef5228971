import type { Behaviour } from '../store.ts';
import { inTheDeeds, overTls } from './in-the-deeds.ts';
import { inTheHeaders } from './in-the-headers.ts';
import { inTheText } from './in-the-text.ts';
import { onTheWire } from './on-the-wire.ts';
import { withoutEnd } from './without-end.ts';

/** Every hostile store, by what it is hostile in. */
export const groups: Readonly<Record<string, readonly Behaviour[]>> = {
  'without end': withoutEnd,
  'on the wire': onTheWire,
  'over TLS': overTls,
  'in the text': inTheText,
  'in the headers': inTheHeaders,
  'in its deeds': inTheDeeds,
};
export const behaviours: readonly Behaviour[] = Object.values(groups).flat();
