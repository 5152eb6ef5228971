/** A section of a shared config file: `[profile x]`, `[services y]`, … Keys in lower case. */
export interface ConfigSection {
  /** `profile` in the credentials file too, where the header is the bare name. */
  kind: string;
  name: string;
  values: Map<string, string>;
  /** Indented keys below a key: `s3 =` followed by `  endpoint_url = …` is `s3` → `endpoint_url`. */
  nested: Map<string, Map<string, string>>;
}

/** What may be wrong with a line. */
export type ConfigFault = 'section without its bracket' | 'setting before a section' | 'no setting';

/** A line of a shared config file that is neither a section, a setting nor a comment. */
export class ConfigSyntaxError extends Error {
  override readonly name = 'ConfigSyntaxError';
  readonly line: number;
  readonly fault: ConfigFault;

  constructor(line: number, fault: ConfigFault) {
    super(fault);
    this.line = line;
    this.fault = fault;
  }
}

/**
 * Reads the AWS shared config or credentials file format (SDK reference guide, "Format of the configuration files").
 * The SDK's own reader skips what it cannot read; here it is told, because a profile that silently vanishes is hard to
 * find.
 *
 * @param bareNames the credentials file: a header is a profile's bare name
 * @throws ConfigSyntaxError with the number of the first line that cannot be read, never its text: it may be a secret
 */
export function parseConfigFile(text: string, bareNames: boolean): ConfigSection[] {
  const sections: ConfigSection[] = [];
  let parent: string | null = null;
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = withoutComment(raw).trimEnd();
    if (line.trim() === '') continue;
    const section = sections.at(-1);
    const header = /^\s*\[([^\]]*)\]$/.exec(line);
    if (header) {
      sections.push(openSection(header[1] ?? '', bareNames));
      parent = null;
      continue;
    }
    const equals = line.indexOf('=');
    if (line.startsWith('[')) throw new ConfigSyntaxError(index + 1, 'section without its bracket');
    if (!section) throw new ConfigSyntaxError(index + 1, 'setting before a section');
    const key = line.slice(0, Math.max(0, equals)).trim().toLowerCase();
    if (key === '') throw new ConfigSyntaxError(index + 1, 'no setting');
    const value = line.slice(equals + 1).trim();
    if (/^\s/.test(line) && parent !== null) {
      const nested = section.nested.get(parent) ?? new Map<string, string>();
      section.nested.set(parent, nested.set(key, value));
    } else {
      section.values.set(key, value);
      parent = value === '' ? key : null;
    }
  }
  return sections;
}

/**
 * The line up to a `#` or `;` that begins it or follows white space. By hand: a pattern that looks for the end of the
 * line at every such place takes for ever with a hostile line.
 */
function withoutComment(line: string): string {
  for (let index = 0; index < line.length; index++) {
    const mark = line[index];
    if ((mark === '#' || mark === ';') && (index === 0 || /\s/.test(line[index - 1] ?? '')))
      return line.slice(0, index);
  }
  return line;
}

function openSection(header: string, bareNames: boolean): ConfigSection {
  const trimmed = header.trim();
  const gap = trimmed.search(/\s/);
  const [first, rest] = gap < 0 ? [trimmed, undefined] : [trimmed.slice(0, gap), trimmed.slice(gap).trim()];
  const body = { values: new Map<string, string>(), nested: new Map<string, Map<string, string>>() };
  if (bareNames) return { kind: 'profile', name: unquoted(trimmed), ...body };
  if (rest === undefined) return { kind: first === 'default' ? 'profile' : 'unknown', name: first, ...body };
  return { kind: first, name: unquoted(rest), ...body };
}

function unquoted(name: string): string {
  return name.replace(/^(["'])(.*)\1$/, '$2');
}
