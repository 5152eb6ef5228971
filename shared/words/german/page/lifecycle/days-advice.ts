import { formatCount, formatFixed } from '../../../../format/numbers.ts';
import type { DaysAdviceView } from '../../../../schema/lifecycle.ts';
import { counted } from '../../../counted.ts';

const dayMs = 86_400_000;

const more = (count: number) => counted(count, 'weiterer Upload verschwand', 'weitere Uploads verschwanden');
const daysOf = (ms: number) => formatFixed(ms / dayMs, 1);

/** What is known of the ends of uploads, behind “von”: „12 abgeschlossenen und 3 verschwundenen Uploads“. */
function ends({ finished, vanished }: DaysAdviceView): string {
  if (vanished === 0) return counted(finished, 'abgeschlossenen Upload', 'abgeschlossenen Uploads');
  if (finished === 0) return counted(vanished, 'verschwundenen Upload', 'verschwundenen Uploads');
  return `${formatCount(finished)} abgeschlossenen und ${counted(vanished, 'verschwundenen Upload', 'verschwundenen Uploads')}`;
}

function longest({ longest: found }: DaysAdviceView): string {
  if (found === null) return '';
  const [least, most] = [daysOf(found.leastMs), daysOf(found.mostMs)];
  return least === most ? `, der längste ${most} Tage` : `, der längste zwischen ${least} und ${most} Tagen`;
}

function shorterRules({ choices }: DaysAdviceView): string[] {
  const told = choices.filter(({ lost, mayBeLost }) => lost + mayBeLost > 0);
  if (told.length === 0) return [];
  const each = told.map(({ days, lost, mayBeLost }) => {
    const sum = mayBeLost === 0 ? formatCount(lost) : `${formatCount(lost)} bis ${formatCount(lost + mayBeLost)}`;
    return `${counted(days, 'Tag', 'Tage')}: ${sum}`;
  });
  return [`Kürzere Regeln hätten manche getroffen, bevor sie abgeschlossen waren (${each.join(', ')}).`];
}

/** How many days a rule should wait here, in German: sentences in their order. */
export function daysAdvice(advice: DaysAdviceView): string[] {
  const { days, why, finished, vanished, leftOut } = advice;
  const aside = [
    ...(vanished > 0
      ? [
          'Verschwunden heißt: Ein Scan sah ihn, ein späterer nicht mehr. Ob er abgeschlossen oder abgebrochen wurde, weiß niemand, und sein Alter ist so genau bekannt, wie die Scans dicht liegen.',
        ]
      : []),
    ...(leftOut.still > 0
      ? [`${more(leftOut.still)} nach einer Woche oder mehr Stillstand: zurückgelassen, und hier nicht gezählt.`]
      : []),
    ...(leftOut.tooFarApart > 0
      ? [
          `${more(leftOut.tooFarApart)} zwischen Scans, die mehr als zwei Wochen auseinanderliegen: Das Alter ist nicht bekannt.`,
        ]
      : []),
  ];
  if (why === 'few') {
    const told =
      finished + vanished === 0
        ? 'Hier wurde noch kein Upload gesehen, der abgeschlossen wurde; daher zeigt nichts, wie lange sie dauern.'
        : `Es gibt hier nur das Ende von ${ends(advice)}: zu wenige, um zu sagen, wie lange sie dauern.`;
    return [told, 'Sieben Tage wählen die meisten.', ...aside];
  }
  const told =
    days === null
      ? `Von ${ends(advice)} hier dauerten manche vielleicht sehr lange${longest(advice)}: Keine kurze Regel ist sicher.`
      : `${counted(days, 'Tag hätte', 'Tage hätten')} gereicht: mindestens das Doppelte des längsten von ${ends(advice)} hier${longest(advice)}.`;
  return [told, ...shorterRules(advice), ...aside];
}
