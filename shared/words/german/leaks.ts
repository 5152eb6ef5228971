import { formatBytes } from '../../format/bytes.ts';
import { formatCount, formatDecimal } from '../../format/numbers.ts';
import { formatDay } from '../../format/time.ts';
import type { ArrivalJson, GuessReason, LeakAdvice, LeakCause } from '../../schema/leaks.ts';
import { assertNever } from '../../values/exhaustive.ts';
import type { LeakWords } from '../language.ts';

/** Who leaves uploads behind, why, and what to do about it. */
export const leakWords: LeakWords = { reason, cause, advice, arrival };

function reason(one: GuessReason): string {
  switch (one.kind) {
    case 'default size':
      return `Teile von ${formatBytes(one.bytes)}, wie er sie ohne andere Vorgabe macht`;
    case 'adapted size':
      return `Teile von ${formatBytes(one.bytes)}, wie er sie aus einer Datei von ${formatBytes(one.file.atLeast)} bis ${formatBytes(one.file.atMost)} macht`;
    case 'growth':
      return 'Teile, die so wachsen wie nur seine';
    case 'checksum':
      return one.algorithm === 'none' ? 'Teile ohne Prüfsumme' : `Prüfsummen mit ${one.algorithm}`;
    case 'parallel':
      return 'Teile wurden gleichzeitig geschickt: Einige fehlen vor dem letzten';
    case 'sequential':
      return 'Teile wurden nacheinander geschickt: Keiner fehlt';
    case 'key':
      return 'ein Key, wie er sie macht';
    case 'initiator':
      return 'ein Initiator seines Namens';
    default:
      return assertNever(one);
  }
}

function cause(one: LeakCause): string {
  const all = one.uploads === one.of;
  const some = all ? `Alle ${formatCount(one.of)}` : `${formatCount(one.uploads)} von ${formatCount(one.of)}`;
  /** What the number is followed by: one of five has, two of five have. */
  const verb = (single: string, several: string) => (one.uploads === 1 && !all ? single : several);
  switch (one.code) {
    case 'dies before its second part':
      return `${some} ${verb('hat', 'haben')} genau einen Teil: Der Client endet vor seinem zweiten Teil.`;
    case 'never sends a part':
      return `${some} ${verb('hat', 'haben')} gar keinen Teil: Der Upload wird begonnen, und der erste Teil kommt nie.`;
    case 'never completes':
      return `${some} ${verb('scheint', 'scheinen')} die ganze Datei zu enthalten: Es fehlt nur Complete.`;
    case 'killed in parallel':
      return `Bei ${all ? `allen ${formatCount(one.of)}` : some} fehlt der erste Teil, obwohl spätere da sind: Der Client endet, während er viele zugleich schickt.`;
    case 'one initiator':
      return `${some} ${verb('ist', 'sind')} von ${one.initiator}.`;
    case 'same keys':
      return `${some} ${verb('beginnt', 'beginnen')} immer wieder ${one.keys === 1 ? 'denselben Key' : `dieselben ${formatCount(one.keys)} Keys`}.`;
    case 'same time of day':
      return `${some} ${verb('beginnt', 'beginnen')} gegen ${clockOf(one.minute)} UTC, an ${formatCount(one.days)} ${one.days === 1 ? 'Tag' : 'Tagen'}.`;
    case 'one day':
      return `${some} ${verb('wurde', 'wurden')} am ${formatDay(one.day)} begonnen: Da ging einmal etwas schief.`;
    case 'goes on':
      return `Etwa ${one.perDay < 10 ? formatDecimal(Number(one.perDay.toFixed(1))) : formatCount(Math.round(one.perDay))} neue am Tag in der letzten Woche, der älteste vom ${formatDay(one.since)}.`;
    case 'over':
      return `Keiner seit dem ${formatDay(one.lastDay)}: Was sie zurückließ, hat aufgehört.`;
    default:
      return assertNever(one);
  }
}

function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function advice(one: LeakAdvice): string {
  switch (one) {
    case 'abort on failure':
      return 'Lassen Sie den Client abbrechen, was er aufgibt, und fortsetzen statt neu beginnen; achten Sie auf Zeit- und Speichergrenzen, die ihn beenden.';
    case 'check the first part':
      return 'Sehen Sie nach, warum der erste Teil nie kommt: CORS, eine falsche Uhr, ein Proxy, eine vorsignierte URL, die abläuft, oder ein Health-Check, der nur beginnt.';
    case 'check complete':
      return 'Sehen Sie nach, warum Complete nie kommt: das Recht dazu, eine Zeitgrenze, ein Absturz nach dem letzten Teil. Was vollständig ist, lässt sich retten.';
    case 'ask the initiator':
      return 'Sehen Sie sich diesen Principal zuerst an.';
    case 'resume retries':
      return 'Lassen Sie den neuen Versuch fortsetzen, oder abbrechen, bevor er neu beginnt.';
    case 'look at the schedule':
      return 'Sehen Sie nach, was um diese Tageszeit gestartet wird.';
    case 'clean up once':
      return 'Räumen Sie einmal auf; vorher ist nichts zu beheben.';
    case 'add a rule':
      return 'Es geht weiter: Eine Lifecycle-Regel hält es klein, bis die Ursache behoben ist.';
    default:
      return assertNever(one);
  }
}

function arrival(one: ArrivalJson): string {
  switch (one.kind) {
    case 'nothing':
      return 'nichts angekommen';
    case 'everything':
      return `${formatBytes(one.bytes)}, sehr wahrscheinlich die ganze Datei: Es fehlt nur Complete`;
    case 'some':
      return `${formatBytes(one.bytes)}; ${formatCount(one.missing)} ${one.missing === 1 ? 'Teil fehlt' : 'Teile fehlen'} vor dem letzten`;
    case 'unknown':
      return `${formatBytes(one.bytes)}; ob mehr folgen sollte, zeigt sich nicht`;
    default:
      return assertNever(one);
  }
}
