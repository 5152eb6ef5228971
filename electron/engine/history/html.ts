import { showKey } from '../../../shared/format/shown-key.ts';

/** HTML that is safe as it stands. Only {@link html}, {@link join} and {@link trusted} make it. */
export interface Html {
  readonly markup: string;
}

/** Constant text of ours, such as a style sheet. Never anything from outside. */
export function trusted(markup: string): Html {
  return { markup };
}

/**
 * A template whose every value is escaped, unless it is {@link Html} already. Text is shown as {@link showKey} does
 * (control characters and direction marks as symbols) and isolated, so that it cannot turn the text around it.
 */
export function html(strings: TemplateStringsArray, ...values: readonly (string | number | Html)[]): Html {
  const markup = strings.reduce((text, next, index) => text + markupOf(values[index - 1] ?? '') + next);
  return { markup };
}

/** Pieces one after the other. */
export function join(pieces: readonly Html[]): Html {
  return { markup: pieces.map(({ markup }) => markup).join('') };
}

function markupOf(value: string | number | Html): string {
  if (typeof value === 'object') return value.markup;
  return typeof value === 'number' ? String(value) : escapeHtml(showKey(value));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand between tags and in quoted attributes. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** Text of the store's or the person's, isolated: whatever its direction, the words around it stay where they are. */
export function isolated(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}
