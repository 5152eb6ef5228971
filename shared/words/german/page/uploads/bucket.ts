import { formatBytes } from '../../../../format/bytes.ts';
import { formatCount } from '../../../../format/numbers.ts';
import { counted } from '../../../counted.ts';
import type { AllUploads } from '../../../english/page/uploads/bucket.ts';
import type { PageWords } from '../../../english/page.ts';
import { spanOf } from '../../spans.ts';

/** "alle 5 Uploads", "den einen Upload": in the accusative, which these sentences need. */
const all = ({ matching, filtering }: AllUploads) => {
  if (filtering)
    return matching === 1 ? 'den einen passenden Upload' : `alle ${formatCount(matching)} passenden Uploads`;
  return matching === 1 ? 'den einen Upload' : `alle ${formatCount(matching)} Uploads`;
};

/** The same at the head of a sentence. */
const headed = (of: AllUploads) => all(of).replace(/^[ad]/, (letter) => letter.toUpperCase());

/** German for the bucket's screen around its uploads. */
export const bucket: PageWords['uploads']['bucket'] = {
  inConnection: 'in {connection}',
  commands: 'Dieser Bucket',
  away: {
    outage: 'Den Ausfall ausblenden',
    wait: 'Die Wartezeit ausblenden',
    scanFailure: 'Den Fehler des Scans ausblenden',
    failure: 'Den Fehler ausblenden',
    planProblem: 'Das Problem des Plans ausblenden',
    exportFailure: 'Den Fehler des Exports ausblenden',
    unnamed: 'Die Einträge ohne Namen ausblenden',
  },
  scan: { start: 'Scannen', stop: 'Scan stoppen' },
  unnamed: 'Einträge ohne Namen',
  cleanUpAll: ({ matching, filtering }) => {
    if (matching === 0) return 'Alle aufräumen …';
    if (matching === 1) return `${headed({ matching, filtering })} aufräumen …`;
    return `Alle ${formatCount(matching)}${filtering ? ' passenden' : ''} aufräumen …`;
  },
  nothingToCleanUp: 'Es ist nichts aufzuräumen.',
  menu: {
    label: 'Mehr zu diesem Bucket',
    openPlan: 'Plan öffnen …',
    planFile: 'Plandatei',
    pictures: 'Bilder …',
    leaks: 'Wer Überreste hinterlässt …',
    accessLogs: 'Zugriffsprotokolle …',
    costs: 'Kosten …',
    lifecycle: 'Lifecycle-Regeln …',
    permissions: 'Berechtigungen prüfen',
    deletion: 'Warum lässt er sich nicht löschen?',
    settings: 'Bucket-Einstellungen …',
    readOnly: (item) => `${item} (schreibgeschützt)`,
    exportAll: (of) => `${headed(of)} exportieren`,
    exportAllAs: ({ kind, ...of }) => `${headed(of)} exportieren: ${kind}`,
    nothingToExport: 'Es ist nichts zu exportieren.',
    copyLink: 'Link kopieren',
    linkCopied: 'Link kopiert',
  },
  exports: {
    csv: 'Uploads als CSV',
    json: 'Uploads als JSON',
    sh: 'Abbruchbefehle (aws, für sh)',
    powershell: 'Abbruchbefehle (aws, für PowerShell)',
  },
  tiles: {
    uploads: 'Uploads',
    bytes: 'Bytes',
    cost: 'Kosten im Monat',
    oldest: 'Ältester',
    active: 'Aktiv',
    of: (count) => `von ${formatCount(count)}`,
    unsizable: (count) => `Größe von ${formatCount(count)} nicht lesbar`,
    soFar: (money) => `${money} bisher`,
    countSoFar: 'bisher',
    noPrice: 'kein Preis bekannt',
  },
  ages: {
    label: 'Uploads nach Alter',
    bar: ({ uploads, from, to }) => `${counted(uploads, 'Upload', 'Uploads')}, ${spanOf(from, to)}`,
    now: 'jetzt',
  },
  allClean: {
    title: 'Alles sauber',
    text: 'Von dem, was der Scan fand, ist nichts mehr unvollständig.',
    textFreed: (bytes) =>
      `${formatBytes(bytes)} freigegeben. Von dem, was der Scan fand, ist nichts mehr unvollständig.`,
  },
  empty: {
    noMatch: 'Kein Upload passt zum Filter.',
    neverTitle: 'Noch nicht gescannt',
    never: 'Ein Scan liest die Liste der unvollständigen Uploads und die Größen ihrer Teile. Er ändert nichts.',
    listing: 'Die Liste wird gelesen …',
    noneTitle: 'Keine unvollständigen Uploads',
    none: 'Die Liste des Speichers zeigt keine Teile, die berechnet würden.',
    stopped: 'Der Scan wurde gestoppt, bevor er etwas fand. Hier kann es Uploads geben.',
    failed: 'Ob es hier Uploads gibt, ist nicht bekannt.',
    checkPermissions: 'Berechtigungen prüfen',
  },
};
