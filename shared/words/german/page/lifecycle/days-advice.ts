import { formatCount, formatFixed } from '../../../../format/numbers.ts';
import type { DaysAdviceView } from '../../../../schema/lifecycle.ts';
import { counted } from '../../../counted.ts';

const dayMs = 86_400_000;

const uploads = (count: number) => counted(count, 'Upload', 'Uploads');
const daysOf = (ms: number) => formatFixed(ms / dayMs, 1);

/** What is known of the ends of uploads: „12 Uploads, die fertig wurden, und 3, die verschwanden“. */
function ends({ finished, vanished }: DaysAdviceView): string {
  if (vanished === 0) return `${uploads(finished)}, ${finished === 1 ? 'der fertig wurde' : 'die fertig wurden'}`;
  if (finished === 0) return `${uploads(vanished)}, ${vanished === 1 ? 'der verschwand' : 'die verschwanden'}`;
  return `${uploads(finished)}, ${finished === 1 ? 'der fertig wurde' : 'die fertig wurden'}, und ${formatCount(vanished)}, ${vanished === 1 ? 'der verschwand' : 'die verschwanden'}`;
}

function longest({ longest: found }: DaysAdviceView): string {
  if (found === null) return '';
  const [least, most] = [daysOf(found.leastMs), daysOf(found.mostMs)];
  return least === most ? ` (am längsten: ${most} Tage)` : ` (am längsten: zwischen ${least} und ${most} Tagen)`;
}

function shorterRules({ choices }: DaysAdviceView): string[] {
  const told = choices.filter(({ lost, mayBeLost }) => lost + mayBeLost > 0);
  if (told.length === 0) return [];
  const each = told.map(({ days, lost, mayBeLost }) => {
    const sum = mayBeLost === 0 ? formatCount(lost) : `${formatCount(lost)} bis ${formatCount(lost + mayBeLost)}`;
    return `${counted(days, 'Tag', 'Tage')}: ${sum}`;
  });
  return [`Kürzere Regeln hätten einige abgebrochen, bevor sie fertig waren (${each.join(', ')}).`];
}

/** How many days a rule should wait here, by what uploads of this bucket did: sentences in their order. */
export function daysAdvice(advice: DaysAdviceView): string[] {
  const { days, why, finished, vanished, leftOut } = advice;
  const meaning =
    'Verschwunden heißt: Ein Scan sah ihn, ein späterer nicht mehr. Ob er fertig wurde oder abgebrochen, weiß niemand, und sein Alter ist so genau bekannt, wie die Scans beieinanderliegen.';
  const aside = [
    ...(vanished > 0 ? [meaning] : []),
    ...(leftOut.still > 0
      ? [
          leftOut.still === 1
            ? 'Ein weiterer verschwand, nachdem er eine Woche oder länger stillgestanden hatte: zurückgelassen, und hier nicht gezählt.'
            : `${formatCount(leftOut.still)} weitere verschwanden, nachdem sie eine Woche oder länger stillgestanden hatten: zurückgelassen, und hier nicht gezählt.`,
        ]
      : []),
    ...(leftOut.tooFarApart > 0
      ? [
          leftOut.tooFarApart === 1
            ? 'Ein weiterer verschwand zwischen Scans, die mehr als zwei Wochen auseinanderliegen: Sein Alter ist nicht bekannt.'
            : `${formatCount(leftOut.tooFarApart)} weitere verschwanden zwischen Scans, die mehr als zwei Wochen auseinanderliegen: Ihr Alter ist nicht bekannt.`,
        ]
      : []),
  ];
  if (why === 'few') {
    const seen = finished + vanished;
    const told =
      seen === 0
        ? 'Hier wurde noch kein Upload fertig gesehen; nichts zeigt also, wie lange sie dauern.'
        : `Hier sind es nur ${ends(advice)}: zu wenige, um zu sagen, wie lange sie dauern.`;
    return [told, 'Die meisten wählen sieben Tage.', ...aside];
  }
  const told =
    days === null
      ? `Gesehen wurden hier ${ends(advice)}; einige brauchten womöglich sehr lange${longest(advice)}: Keine kurze Regel ist sicher.`
      : `${counted(days, 'Tag hätte', 'Tage hätten')} genügt: mindestens das Doppelte der längsten Dauer hier${longest(advice)}. Gesehen wurden ${ends(advice)}.`;
  return [told, ...shorterRules(advice), ...aside];
}
