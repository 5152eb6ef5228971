import { formatCount, formatFixed } from '../../../../format/numbers.ts';
import type { DaysAdviceView } from '../../../../schema/lifecycle.ts';
import { counted } from '../../counted.ts';

const dayMs = 86_400_000;

const uploads = (count: number) => counted(count, 'Upload', 'Uploads');
const daysOf = (ms: number) => formatFixed(ms / dayMs, 1);

/** Was über das Ende von Uploads bekannt ist: „12 fertiggestellte und 3 verschwundene Uploads“. */
function ends({ finished, vanished }: DaysAdviceView): string {
  const done = counted(finished, 'fertiggestellter', 'fertiggestellte');
  const gone = counted(vanished, 'verschwundener', 'verschwundene');
  if (vanished === 0) return `${done} ${finished === 1 ? 'Upload' : 'Uploads'}`;
  if (finished === 0) return `${gone} ${vanished === 1 ? 'Upload' : 'Uploads'}`;
  return `${done} und ${gone} ${finished + vanished === 1 ? 'Upload' : 'Uploads'}`;
}

function longest({ longest: found }: DaysAdviceView): string {
  if (found === null) return '';
  const [least, most] = [daysOf(found.leastMs), daysOf(found.mostMs)];
  return least === most ? ` (${most} Tage)` : ` (zwischen ${least} und ${most} Tagen)`;
}

function shorterRules({ choices }: DaysAdviceView): string[] {
  const told = choices.filter(({ lost, mayBeLost }) => lost + mayBeLost > 0);
  if (told.length === 0) return [];
  const each = told.map(({ days, lost, mayBeLost }) => {
    const sum = mayBeLost === 0 ? formatCount(lost) : `${formatCount(lost)} bis ${formatCount(lost + mayBeLost)}`;
    return `${counted(days, 'Tag', 'Tage')}: ${sum}`;
  });
  return [`Kürzere Regeln hätten einige vor ihrem Abschluss abgebrochen (${each.join(', ')}).`];
}

/** German for {@link ../../../english/page/lifecycle/days-advice.ts daysAdvice}. */
export function daysAdvice(advice: DaysAdviceView): string[] {
  const { days, why, finished, vanished, leftOut } = advice;
  const meaning =
    'Verschwunden heißt: Ein Scan sah ihn, ein späterer nicht mehr. Ob er fertiggestellt oder abgebrochen wurde, weiß niemand, und sein Alter ist nur so genau bekannt, wie die Scans dicht liegen.';
  const aside = [
    ...(vanished > 0 ? [meaning] : []),
    ...(leftOut.still > 0
      ? [
          `${uploads(leftOut.still)} mehr ${leftOut.still === 1 ? 'verschwand' : 'verschwanden'} nach einer Woche Stillstand oder mehr: zurückgelassen, und hier nicht mitgezählt.`,
        ]
      : []),
    ...(leftOut.tooFarApart > 0
      ? [
          `${uploads(leftOut.tooFarApart)} mehr ${leftOut.tooFarApart === 1 ? 'verschwand' : 'verschwanden'} zwischen Scans, die mehr als zwei Wochen auseinanderliegen: Das Alter ist nicht bekannt.`,
        ]
      : []),
  ];
  if (why === 'few') {
    const told =
      finished + vanished === 0
        ? 'Noch wurde hier kein Upload beim Abschluss gesehen, daher zeigt nichts, wie lange sie dauern.'
        : `Hier nur ${ends(advice)}: zu wenig, um zu sagen, wie lange sie dauern.`;
    return [told, 'Die meisten wählen sieben Tage.', ...aside];
  }
  const told =
    days === null
      ? `Hier ${ends(advice)}; von ihnen können einige sehr lange gedauert haben${longest(advice)}: Keine kurze Regel ist sicher.`
      : `${counted(days, 'Tag hätte', 'Tage hätten')} genügt: mindestens doppelt so lang wie der längste${longest(advice)}; hier ${ends(advice)}.`;
  return [told, ...shorterRules(advice), ...aside];
}
