import {
  blanksOf,
  contradictsEncoding,
  decodePage,
  decodeUrl,
  type EncodingMemory,
  type KeyConvention,
  learnConvention,
  nothingLearned,
  spellEach,
  type WrittenPage,
} from './encoding.ts';
import type { KeyWriting } from './store.ts';

/** What of a request tells where it stands in a walk. */
interface Place {
  prefix?: string | undefined;
  keyMarker?: string | null | undefined;
}

/** Of pages that say EncodingType=url, and of those that do not. */
type Kind = 'echoed' | 'silent';

/**
 * How one endpoint writes keys, as its pages show it. What was learned holds for the rest of a walk and for looks in
 * between, never for good: each walk over a whole bucket learns anew, because a store may have been upgraded since, and a
 * page that contradicts what was learned is compared again.
 */
export class KeySpelling {
  readonly #memory: EncodingMemory | undefined;
  #learned: Record<Kind, KeyConvention>;
  /** What was learned before this walk is not taken for granted. */
  readonly #isDoubted: Record<Kind, boolean> = { echoed: false, silent: false };
  /** Blanks were seen as `%20` on encoded pages: a `+` beside them is one. */
  readonly #hasPercentBlanks: Record<Kind, boolean> = { echoed: false, silent: false };
  #lastKind: Kind | null = null;

  constructor(memory: EncodingMemory | undefined) {
    this.#memory = memory;
    this.#learned = { echoed: nothingLearned, silent: memory?.load() ?? nothingLearned };
  }

  /** Call it before each request. */
  begins({ prefix, keyMarker }: Place): void {
    if (prefix || (keyMarker !== null && keyMarker !== undefined)) return;
    this.#isDoubted.echoed = true;
    this.#isDoubted.silent = true;
  }

  /**
   * Whether a walk goes on without asking for encoding. A store that says that it encodes, and does not, may yet want its
   * markers encoded: LocalStack refuses its own where they hold `+` or `%`.
   */
  isBare({ keyMarker }: Place): boolean {
    const { keys } = this.#learned.echoed;
    return this.#lastKind === 'echoed' && keys === 'plain' && !this.#isDoubted.echoed && Boolean(keyMarker);
  }

  /** The page as it is meant; null where it takes a {@link compare | comparison} to tell. */
  read<P extends WrittenPage>(asked: P): P | null {
    const kind = kindOf(asked);
    this.#lastKind = kind;
    if (this.#isDoubted[kind]) return decodePage(asked, nothingLearned);
    if (this.#learned[kind].keys === 'encoded' && this.#isMixed(asked)) return null;
    return decodePage(asked, this.#learned[kind]);
  }

  /** Whether a page writes a `+` where blanks are `%20`, on it or before it. */
  #isMixed(asked: WrittenPage): boolean {
    const kind = kindOf(asked);
    const { plus, percent } = blanksOf(asked);
    if (percent) this.#hasPercentBlanks[kind] = true;
    return plus && this.#hasPercentBlanks[kind];
  }

  /** The page as it is meant, by the same one asked for without encoding. */
  compare<P extends WrittenPage>(asked: P, bare: P): P {
    const kind = kindOf(asked);
    const found = learnConvention(nothingLearned, asked, bare);
    if (this.#isMixed(asked) && (found.keys !== 'plain' || this.#learned[kind].keys === 'encoded')) {
      return spellEach(asked, bare);
    }
    const before = this.#learned[kind];
    if (found.keys !== null || found.marker !== null) {
      this.#learned[kind] = {
        keys: found.keys ?? (this.#isDoubted[kind] ? null : before.keys),
        marker: found.marker ?? (this.#isDoubted[kind] ? null : before.marker),
      };
      this.#isDoubted[kind] = false;
      const { keys, marker } = this.#learned[kind];
      if (kind === 'silent' && (keys !== before.keys || marker !== before.marker)) this.#memory?.save({ keys, marker });
    }
    if (kind === 'echoed' && found.keys === 'plain') return bare;
    const read = this.#isDoubted[kind] ? null : decodePage(asked, this.#learned[kind]);
    if (read) return read;
    // Where even the comparison could not tell (the bucket changed in between), a silent store's bare page is the true one.
    if (kind === 'silent' && !asked.uploads.some(({ key }) => contradictsEncoding(key))) return bare;
    return spellEach(asked, bare);
  }

  /** The page read as URL encoding, because the store found one of its keys so ({@link undecided}). */
  encoded<P extends WrittenPage>(asked: P): P {
    const kind = kindOf(asked);
    const known: KeyConvention = { keys: 'encoded', marker: 'encoded' };
    this.#learned[kind] = known;
    this.#isDoubted[kind] = false;
    if (kind === 'silent') this.#memory?.save(known);
    return withDecoded(asked);
  }

  /** The page as it says it is meant, where the other one cannot be read; null where it does not say. */
  asSaid<P extends WrittenPage>(asked: P): P | null {
    const kind = kindOf(asked);
    const said: KeyConvention = kind === 'echoed' ? { keys: 'encoded', marker: 'encoded' } : this.#learned.silent;
    return decodePage(asked, said) ?? (kind === 'echoed' ? withDecoded(asked) : null);
  }

  /** What was seen so far. */
  writing(): KeyWriting {
    const kind = this.#lastKind;
    if (kind === 'echoed' && this.#learned.echoed.keys === 'plain') {
      return { echoed: false, keys: 'plain', marker: 'plain' };
    }
    return { ...this.#learned.silent, echoed: kind === null ? null : kind === 'echoed' };
  }

  /** Whether a key that is written so in a listing of objects may be this one. */
  names(written: string, key: string, isEchoed: boolean): boolean {
    const { keys } = this.#learned.silent;
    if (!isEchoed && keys === 'plain') return written === key;
    if (!isEchoed && keys === 'encoded') return decodeUrl(written) === key;
    return written === key || decodeUrl(written) === key;
  }
}

function kindOf({ echoed }: WrittenPage): Kind {
  return echoed ? 'echoed' : 'silent';
}

function withDecoded<P extends WrittenPage>(page: P): P {
  return {
    ...page,
    uploads: page.uploads.map((upload) => ({ ...upload, key: decodeUrl(upload.key) })),
    nextKeyMarker: page.nextKeyMarker === null ? null : decodeUrl(page.nextKeyMarker),
  };
}
