import type { startSayings as english } from '../../english/sayings/start.ts';

/** German for why the app does not start. */
export const startSayings: Readonly<Record<keyof typeof english, string>> = {
  couldNotStart: 'Loose Parts konnte nicht starten: {reason}',
  askedTooMuch:
    'Was Loose Parts öffnen sollte, ist zu lang: ein Link oder Pfade von mehr als 12 KiB. Es wurde nichts geöffnet. Starten Sie es ohne das oder mit weniger Dateien.',
  folderUnwritable:
    'In den Datenordner {folder} lässt sich nicht schreiben ({code}). Wählen Sie mit --data-dir einen anderen.',
  folderOfAnother:
    'Der Ordner {folder} gehört einem anderen Benutzer dieses Computers. Wählen Sie mit --data-dir einen anderen, oder einen neuen, der dann angelegt wird.',
  folderSharedWithGroup:
    'Der Ordner {folder} ist geteilt: Eine Gruppe kann Dateien hineinlegen. Wählen Sie mit --data-dir einen anderen, oder einen neuen, der dann angelegt wird.',
  folderSharedWithAll:
    'Der Ordner {folder} ist geteilt: Jeder Benutzer dieses Computers kann Dateien hineinlegen. Wählen Sie mit --data-dir einen anderen, oder einen neuen, der dann angelegt wird.',
  folderForeign:
    'Der Ordner {folder} ist nicht leer, und nichts darin ist von Loose Parts. Wählen Sie mit --data-dir einen anderen, oder einen neuen, der dann angelegt wird.',
  folderBusy:
    'Loose Parts läuft schon mit dem Datenordner {folder}. Schließen Sie es, oder wählen Sie mit --data-dir einen anderen Ordner.',
  folderNotLocked: 'Der Datenordner {folder} lässt sich nicht sperren. Wählen Sie mit --data-dir einen anderen.',
  linkInPlace: '{path} ist ein symbolischer Link, und dem wird nicht gefolgt.',
  noFileInPlace: '{path} ist keine Datei.',
  indexNewer:
    'Der Index wurde von einer neueren Version von Loose Parts geschrieben (Schema {schema}, diese kennt {known}). Aktualisieren Sie die App.',
  indexOnFullDisk:
    'Der Index {path} lässt sich nicht öffnen. Der Datenträger ist voll: Schaffen Sie Platz, und starten Sie noch einmal.',
  indexHeld:
    'Der Index {path} lässt sich nicht öffnen. Ein anderes Programm hat ihn offen: Schließen Sie es, und starten Sie noch einmal.',
  indexForbidden:
    'Der Index {path} lässt sich nicht öffnen. Das System lässt ihn nicht lesen und schreiben ({reason}). Prüfen Sie, wer das darf, oder wählen Sie mit --data-dir einen anderen Ordner.',
};
