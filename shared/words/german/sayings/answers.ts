import type { answerSayings as english } from '../../english/sayings/answers.ts';

/** German for what is wrong with an answer of a store, or with what it was to be asked. */
export const answerSayings: Readonly<Record<keyof typeof english, string>> = {
  answeredWith: 'Der Server antwortete mit HTTP {status}.',
  pointsTo: 'Der Server antwortete mit HTTP {status} und verweist auf {place}.',
  pointsNowhere: 'Der Server antwortete mit HTTP {status} und sagt nicht, wohin.',
  answerWasPage: 'Die Antwort war eine Webseite, HTTP {status}.',
  answerWasPageCalled: 'Die Antwort war eine Webseite („{title}“), HTTP {status}.',
  answerWasEmptyWith: 'Die Antwort war leer, HTTP {status}.',
  answerWasNotXml: 'Die Antwort war kein S3-XML, HTTP {status}.',
  answerWithPrefix: 'Die Antwort schreibt ihre Namen mit einem Präfix ({prefix}), und das ist nicht die Form von S3.',
  objectsNotBuckets: 'Der Server listete die Objekte eines Buckets auf, nicht Buckets.',
  otherAnswer:
    'Der Server hat eine andere Frage beantwortet ({root}). Vielleicht erkennt er den Bucket nicht am Hostnamen.',
  answerEmpty: 'Die Antwort war leer.',
  answerFollowed: 'Nach dem Ende der Antwort folgt noch etwas, deshalb wird ihr nicht geglaubt.',
  answerCompressed: 'Die Antwort sagt, sie sei komprimiert, und lässt sich nicht entpacken.',
  answerFarTooLong: 'Die Antwort war für S3 viel zu lang.',
  answerTooLong: 'Die Antwort war länger als {size}, und so lang ist keine Antwort auf {operation}.',
  answerNotS3Xml: 'Die Antwort war nicht als S3-XML zu lesen.',
  answerNotHttp: 'Die Antwort war kein HTTP.',
  answerBreaksHttp: 'Die Antwort verstößt gegen die Regeln von HTTP ({rule}), daher wird sie nicht gelesen.',
  answerUnreadable: 'Die Antwort war nicht zu lesen.',
  answerNotAsAsked: 'Die Antwort war nicht als das zu lesen, wonach gefragt wurde.',
  answerMalformed: 'Die Antwort enthält XML, das nicht wohlgeformt ist.',
  answerHolds: 'Die Antwort enthält {what}.',
  answerWithoutSession: 'Die Antwort enthält keine Sitzung.',
  lifecycleUnreadable: 'Die Lifecycle-Konfiguration war nicht zu lesen.',
  entryWithoutId: 'Die Liste enthält einen Eintrag ohne Upload-ID; daher zeigt sie nicht, dass der Upload weg ist.',
  sameKeyPassedOver:
    'Von Seite zu Seite übergeht die Liste dieses Servers Uploads, die sich einen Key teilen; daher zeigt sie nicht alle.',
  answerKept: 'Ein Cache gab eine Antwort, die er aufbewahrt hatte; sie beweist nicht, dass jetzt etwas weg ist.',
  answerToAnother:
    'Die Antwort gehört zu einer anderen Frage: Ihr {name} ist „{told}“. Daher beweist sie nicht, dass etwas weg ist.',
  answerUnnamed:
    'Der Antwort fehlt die Request-ID, die Antworten dieses Servers haben: Vielleicht hat sie etwas unterwegs gegeben.',
  answerOfNothing:
    'Die Antwort ist eine leere Liste, die nicht sagt, wovon. Daher beweist sie nicht, dass etwas weg ist.',
  bucketWithoutName: 'Die Liste enthält einen Bucket ohne Namen; daher zeigt sie nicht alle.',
  oddPart:
    'Zu irgendeinem Teil nannte er keine Größe, eine Größe oder Nummer, die kein Teil hat, oder die Nummer eines anderen Teils. Was der Upload enthält, ist daher nicht bekannt.',
  partsBehindTheLast:
    'Die Liste der Teile endet mit Teil {part} und sagt nichts von weiteren, und dahinter gibt es welche.',
  sizeUnreadable:
    'Was der Index über seine Größe enthält, kann nicht sein. Starten Sie einen Scan, um sie neu zu lesen.',
  pagesAddNothing: '{pages} Seiten in Folge bringen nichts Neues und sagen, dass noch mehr folgt.',
  moreAfterPages: 'Nach {pages} Seiten soll noch mehr folgen.',
  moreAfterUploads: 'Nach {uploads} Uploads sollen noch mehr folgen.',
  pagingRefused: 'Der Server zeigt die erste Seite und weigert sich, von dort weiterzugehen.',
  absenceNotTold: 'Die Liste ist abgeschnitten und sagt nicht, ob es das Objekt gibt.',

  callEndedUnanswered: 'Der Aufruf endete ohne Antwort.',
  callFailedSomehow: 'Der Aufruf ist gescheitert.',
  callFailedBy: 'Der Aufruf ist gescheitert ({name}).',
  keyNotUnicode: 'Der Key ist kein gültiges Unicode.',
  keyEmpty: 'Ein Key ist nie leer.',
  uploadIdEmpty: 'Eine Upload-ID ist nie leer.',
  pageOfUploads: 'Eine Seite enthält 2 bis 1.000 Uploads.',
  wholeFoldersOnly: 'Ein Directory-Bucket wird nur nach ganzen Ordnern aufgelistet, bis zu einem „/“.',
  noParts: 'Es gibt keine Teile, aus denen sich etwas abschließen ließe.',
  partWithoutEtag: 'Teil {part} hat keinen ETag.',
  onlyOfOneUpload: 'Nur ein {method} für einen einzigen Upload, mit Key und Upload-ID, wird je gesendet.',
  onlyLifecyclePut: 'Nur ein PUT der Lifecycle-Konfiguration eines Buckets wird je gesendet.',
};
