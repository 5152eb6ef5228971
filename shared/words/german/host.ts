import type { HostWords } from '../language.ts';

const alternatives =
  'Verwenden Sie stattdessen ein AWS-Profil oder den Browser-Host (npm start -- --browser), der eingegebene Geheimnisse nur im Arbeitsspeicher behält.';

/** German for what stands in for the page, and for Electron's own menus. */
export const hostWords: HostWords = {
  roles: {
    about: 'Über Loose Parts',
    services: 'Dienste',
    hide: 'Loose Parts ausblenden',
    hideOthers: 'Andere ausblenden',
    unhide: 'Alle einblenden',
    quit: 'Loose Parts beenden',
    close: 'Fenster schließen',
    editMenu: '&Bearbeiten',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    pasteAndMatchStyle: 'Ohne Format einfügen',
    delete: 'Löschen',
    selectAll: 'Alles auswählen',
    substitutions: 'Ersetzungen',
    showSubstitutions: 'Ersetzungen einblenden',
    toggleSmartQuotes: 'Intelligente Anführungszeichen',
    toggleSmartDashes: 'Intelligente Bindestriche',
    toggleTextReplacement: 'Text ersetzen',
    speech: 'Sprachausgabe',
    startSpeaking: 'Vorlesen',
    stopSpeaking: 'Vorlesen beenden',
    reload: 'Neu laden',
    resetZoom: 'Originalgröße',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    togglefullscreen: 'Vollbild ein/aus',
    toggleDevTools: 'Entwicklerwerkzeuge ein/aus',
    windowMenu: '&Fenster',
    minimize: 'Minimieren',
    zoom: 'Zoomen',
    front: 'Alle nach vorne bringen',
  },
  pageCrashed: (times, reason, exitCode) => ({
    message: 'Der Inhalt des Fensters stürzt immer wieder ab.',
    detail: `Er wurde innerhalb einer Minute ${times}-mal neu geladen (${reason}, Exit-Code ${exitCode}). Was läuft, geht unterdessen weiter, und ebenso nach einem Neustart.\n\nHilft ein weiterer Versuch nicht, öffnen Sie dieselbe App im Webbrowser: npm start -- --browser. Mehr steht im Log im Datenordner.`,
  }),
  tryAgain: 'Noch einmal versuchen',
  quit: 'Beenden',
  vault: {
    noKeyring: `Hier antwortet kein Schlüsselbund (GNOME Keyring, KWallet oder ein anderer Secret Service), daher ließe sich ein Geheimnis nicht verschlüsseln. Starten Sie einen, oder nennen Sie einen anderen mit --password-store. ${alternatives}`,
    alternatives,
    late: (seconds) =>
      `Der Schlüsselspeicher des Systems hat innerhalb von ${seconds} s nicht geantwortet. Wartet er darauf, entsperrt zu werden?`,
    notNow: 'Der Schlüsselspeicher des Systems ist gerade nicht zu fragen. Versuchen Sie es noch einmal.',
    notEncrypted: 'Der Schlüsselspeicher des Systems hat das Geheimnis nicht verschlüsselt.',
    unreadable: (code) => `Die Datei mit den Geheimnissen ist nicht zu lesen (${code ?? 'Grund unbekannt'}).`,
    damaged: (path) =>
      `Die Datei mit den Geheimnissen ist beschädigt. Verschieben Sie ${path}, und geben Sie sie neu ein.`,
  },
  browser: {
    open: 'Loose Parts öffnen',
    linkUsed: 'Dieser Link wurde schon benutzt. Nehmen Sie die Adresse aus dem Terminal.',
    noFile: 'Diese Datei gibt es nicht.',
    failed: 'In Loose Parts ist etwas schiefgegangen.',
    tooLarge: 'Das ist zu viel auf einmal. Nennen Sie weniger Uploads, oder filtern Sie, und wählen Sie alle aus.',
  },
};
