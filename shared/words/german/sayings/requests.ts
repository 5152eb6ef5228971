import type { requestSayings as english } from '../../english/sayings/requests.ts';

/** German for why what the person asked for cannot be done. */
export const requestSayings: Readonly<Record<keyof typeof english, string>> = {
  noSuchJob: 'Diesen Auftrag gibt es nicht.',
  noSuchPlan: 'Diesen Plan gibt es nicht.',
  jobFinished: 'Der Auftrag ist beendet.',
  jobBeingCancelled: 'Der Auftrag wird gerade gestoppt.',
  onlyRunningIsPaused: 'Nur ein laufender Auftrag lässt sich pausieren.',
  onlyPausedIsResumed: 'Nur ein pausierter Auftrag lässt sich fortsetzen.',
  notPartOfJob: 'Der Upload gehört nicht zu diesem Auftrag.',
  planFileTooLarge: 'Diese Datei ist zu groß, um ein Plan zu sein.',
  planFileBeginningGone: 'Der Anfang dieser Datei ist nicht mehr da. Öffnen Sie sie noch einmal.',
  nothingGivenUp: 'Der Auftrag hat nichts aufgegeben.',
  busyUpload: 'Ein Auftrag arbeitet bereits an diesem Upload.',
  planCompletes: 'Dieser Plan soll seinen Upload abschließen und nicht abbrechen.',
  oneBucketOnly: 'Ein Plan enthält nur Uploads eines einzigen Buckets.',
  notOnPlan: 'Ein Upload, der dazukommen oder wegbleiben soll, steht nicht auf dem Plan.',
  productionStart:
    'Diese Verbindung ist als Produktion gekennzeichnet. Geben Sie den Namen des Buckets ein, um zu starten.',
  activeInclude:
    'Aktive Uploads werden vielleicht noch gebraucht. Geben Sie den Namen des Buckets ein, um sie einzubeziehen.',
  productionComplete:
    'Diese Verbindung ist als Produktion gekennzeichnet. Geben Sie den Namen des Buckets ein, um den Upload abzuschließen.',
  activeComplete:
    'Der Upload ist aktiv und wird vielleicht noch gebraucht. Geben Sie den Namen des Buckets ein, um ihn so abzuschließen, wie er ist.',
  objectReplaced: 'Ein Objekt unter diesem Key würde ersetzt. Bestätigen Sie das.',
  beginningUnknown:
    'Er ist weder in der Liste noch im Index: Wann er begann, ist nicht bekannt. Starten Sie zuerst einen Scan.',
  lookNotJudged: 'Was gesehen wurde, ließ sich nicht beurteilen.',

  planOfOtherBucket: 'Dieser Plan ist für den Bucket {bucket}, nicht für {other}.',
  planOfOtherConnection: 'Dieser Plan wurde für eine andere Verbindung gemacht: {connection}.',
  planNotJson: 'Diese Datei ist kein JSON. Öffnen Sie einen Plan, der als JSON exportiert wurde.',
  noPlanFile: 'Diese Datei ist kein Plan von Loose Parts.',
  planOfNewerVersion:
    'Dieser Plan wurde von einer neueren Version von Loose Parts exportiert. Aktualisieren Sie die App.',
  planNamesTwice: 'Dieser Plan ist beschädigt: Er nennt einen Upload zweimal.',
  planDamaged: 'Dieser Plan ist beschädigt: Ein Wert fehlt oder ist falsch.',
  planDamagedAt: 'Dieser Plan ist beschädigt: Ein Wert fehlt oder ist falsch ({path}).',
  planDamagedBecause: 'Dieser Plan ist bei {path} beschädigt. {why}',
  fileTooBigForMemory: 'Diese Datei ließ sich nicht lesen: Sie braucht mehr Speicher, als da ist.',

  noSuchFolder: 'Diesen Ordner gibt es auf diesem Computer nicht.',
  folderUnreadable: 'Der Ordner ist nicht zu lesen: {why}.',
  wholePathOfFolder: 'Geben Sie den ganzen Pfad des Ordners ein.',
  folderMissing: 'Diesen Ordner gibt es nicht, oder er darf nicht gelesen werden.',
  fileForFolder: 'Das ist eine Datei: Geben Sie den Ordner ein, in dem sie liegt.',
  manifestsUnreadable:
    'Kein Export war zu lesen. Manifeste, die anders aussehen, als AWS sie schreibt: {count}, das erste {path}.',
  reportsWithoutManifest:
    'Es gibt Berichtsdateien, aber keine manifest.json daneben: Nichts bürgt für sie. Wählen Sie den Ordner, der beides enthält.',
  noExport: 'Darin ist kein Export von S3 Storage Lens: keine manifest.json.',

  diagnosticsInMenu: 'Das steht im Menü des Fensters: Hilfe, Diagnose kopieren.',
  languageNotKept: 'Die Sprache ließ sich nicht speichern.',
  requestNotJson: 'Die Anfrage ist kein gültiges JSON.',
  requestUnreadable: 'Die Anfrage ist nicht zu lesen.',
  unforeseen: 'Das hätte nicht passieren dürfen. Mehr steht im Log im Datenordner.',
  indexUnwritable: 'Der Index lässt sich nicht schreiben: {why}.',
  fieldTooSmall: '„{field}“ ist zu kurz oder zu klein: mindestens {least}.',
  fieldTooBig: '„{field}“ ist zu lang oder zu groß: höchstens {most}.',
  fieldInvalid: '„{field}“ enthält etwas, das nicht sein kann.',
  inputInvalid: 'Die Eingabe ist nicht gültig.',
};
