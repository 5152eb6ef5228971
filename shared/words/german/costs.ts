import { formatBytes } from '../../format/bytes.ts';
import { formatMoney } from '../../format/money.ts';
import { formatCount } from '../../format/numbers.ts';
import type { CostAssumption, CostMissing, PlanCosts, PriceDoubt, PriceTable, ScanCost } from '../../schema/costs.ts';
import { assertNever } from '../../values/exhaustive.ts';
import type { CostWords } from '../language.ts';

const uploads = (n: number) => `${formatCount(n)} ${n === 1 ? 'Upload' : 'Uploads'}`;

/** What stands beside money. */
export const costWords: CostWords = {
  assumption,
  missing,
  doubt: (doubt) => doubtWords(doubt, ''),
  scan,
  place,
  aborting,
};

function assumption(one: CostAssumption): string {
  switch (one.kind) {
    case 'confidence':
    case 'staging upper bound':
    case 'unit':
      return doubtWords(one, ` von ${one.storageClass}`);
    case 'volume':
      return `Mehr als 50 TiB in ${one.storageClass}: Was darüber liegt, kostet etwas weniger.`;
    case 'allowance used':
      return `Es wird angenommen, dass andere Daten die ${formatCount(one.units)} freien Einheiten verbrauchen, die das Konto im Monat hat.`;
    case 'no daily peak':
      return 'Der Anbieter berechnet den Höchststand jedes Tages; hier ist die Zeit gezählt, in der Teile gespeichert waren.';
    case 'account minimum':
      return `Das Konto zahlt für mindestens ${formatBytes(one.bytes)}, was auch immer es speichert.`;
    case 'undated parts':
      return `${formatBytes(one.bytes)} in Teilen ohne Datum zählen ab dem Beginn ihres Uploads.`;
    case 'abort date passed':
      return `${uploads(one.uploads)} (${formatBytes(one.bytes)}): Der Tag, an dem eine Lifecycle-Regel ${one.uploads === 1 ? 'ihn' : 'sie'} abbricht, ist vorbei. Seitdem wird sehr wahrscheinlich nichts mehr berechnet, obwohl ${one.uploads === 1 ? 'er' : 'sie'} noch gelistet ${one.uploads === 1 ? 'ist' : 'sind'}.`;
    case 'growth':
      return one.known
        ? 'Es wird angenommen, dass neue Überreste weiter so hinzukommen wie in den letzten vier Wochen.'
        : 'Wie viel hinzukommt, ist nicht bekannt, und es ist nichts davon gezählt.';
    default:
      return assertNever(one);
  }
}

function doubtWords(doubt: PriceDoubt, of: string): string {
  switch (doubt.kind) {
    case 'confidence':
      switch (doubt.confidence) {
        case 'own':
          return `Der Preis${of} stammt von Ihnen.`;
        case 'example':
          return `Der Preis${of} ist ein Beispiel: Der Übungsspeicher kostet nichts.`;
        case 'high':
          return `Der Preis${of} steht in zwei Quellen.`;
        case 'medium':
          return `Der Preis${of} steht in einer Quelle.`;
        case 'low':
          return `Der Preis${of} ist aus zweiter Hand: Prüfen Sie ihn, oder geben Sie Ihren ein.`;
        default:
          return assertNever(doubt.confidence);
      }
    case 'staging upper bound':
      return `Teile${of} werden als Zwischenspeicher berechnet, höchstens zum Preis von STANDARD; dieser ist gezählt.`;
    case 'unit':
      return `Der Anbieter sagt nicht, ob sein Gigabyte${of} 2^30 Byte sind; es ist so gelesen.`;
    default:
      return assertNever(doubt);
  }
}

function missing(one: CostMissing): string {
  switch (one.kind) {
    case 'no price': {
      const bytes = `${formatBytes(one.bytes)} in ${one.storageClass}`;
      switch (one.why) {
        case 'place':
          return `Für diesen Speicher ist kein Preis hinterlegt: Geben Sie Ihren ein, um zu sehen, was ${bytes} kosten.`;
        case 'vendor':
          return `Von diesem Anbieter ist kein Preis hinterlegt: Geben Sie Ihren ein, um zu sehen, was ${bytes} kosten.`;
        case 'region':
          return `Für diese Region ist kein Preis hinterlegt, und es wird keiner geraten: ${bytes} sind nicht gezählt.`;
        case 'class':
          return `Für ${one.storageClass} ist kein Preis hinterlegt: ${formatBytes(one.bytes)} sind nicht gezählt.`;
        default:
          return assertNever(one.why);
      }
    }
    case 'unsized':
      return `${uploads(one.uploads)} ohne gelesene Größe, nicht gezählt.`;
    case 'no dates':
      return `${uploads(one.uploads)}, bei ${one.uploads === 1 ? 'dem' : 'denen'} nicht festgehalten ist, seit wann die Teile gespeichert sind: Der nächste Scan liest es.`;
    default:
      return assertNever(one);
  }
}

function scan(cost: ScanCost): string {
  if (!cost.known) {
    if (cost.why === 'no price') return 'Was dieser Speicher für Anfragen verlangt, ist nicht hinterlegt.';
    return cost.perThousand === null
      ? 'Wie viele Anfragen ein Scan braucht, ist vor dem ersten nicht bekannt.'
      : `Wie viele Anfragen ein Scan braucht, ist vor dem ersten nicht bekannt: eine je ${formatCount(1_000)} Uploads, und mindestens eine je Upload. Tausend kosten ${formatMoney(cost.perThousand)}.`;
  }
  const atLeast = cost.atLeast ? 'mindestens ' : '';
  const requests = `${atLeast}${formatCount(cost.requests)} ${cost.requests === 1 ? 'Anfrage' : 'Anfragen'}`;
  const money = `${atLeast}${formatMoney(cost.money)}`;
  const pack =
    cost.upTo.amount === cost.money.amount
      ? ''
      : `, und bis zu ${formatMoney(cost.upTo)}, wo damit ein neues Paket beginnt`;
  const free = cost.mayBeFree ? ' Die freien Anfragen des Kontos decken das vielleicht ab.' : '';
  return `Ein Scan braucht ${requests}: ${money}${pack}.${free}`;
}

function place({ place: { kind, vendor, region } }: PriceTable): string {
  switch (kind) {
    case 'aws':
      return region === null ? 'AWS, in einer unbekannten Region' : `Listenpreise von AWS, ${region}`;
    case 'vendor':
      return vendor === null ? 'Listenpreise des Anbieters' : `Listenpreise von ${vendor}`;
    case 'own':
      return 'Ihr eigener Preis';
    case 'example':
      return 'ein Beispiel, wie bei AWS in us-east-1';
    case 'unlisted':
      return 'Für diesen Speicher ist kein Preis hinterlegt: Geben Sie Ihren ein.';
    default:
      return assertNever(kind);
  }
}

function aborting({ minimumDays }: Pick<PlanCosts, 'minimumDays'>): string {
  if (minimumDays === 0)
    return 'Abbrechen kostet nichts: keine Gebühr für frühes Löschen, in keiner Klasse, und die Anfrage ist frei.';
  if (minimumDays === null)
    return 'Ob dieser Speicher für Teile Geld verlangt, die früh entfernt werden, ist nicht hinterlegt.';
  return `Dieser Speicher berechnet jeden Teil für ${formatCount(minimumDays)} Tage, auch wenn er früher abgebrochen wird: Die Ersparnis beginnt danach.`;
}
