import type { EndpointFacts } from '../../schema/endpoint.ts';
import { type EndpointFactName, type EndpointSentence, endpointFactNames } from '../language.ts';
import { unknownWords } from './unknowns.ts';

/** What an endpoint does, one plain sentence for each fact. */
export function endpointWords(facts: EndpointFacts): EndpointSentence[] {
  return endpointFactNames.map((fact) => ({ fact, title: titles[fact], ...describe(facts, fact) }));
}

const titles: Readonly<Record<EndpointFactName, string>> = {
  ownerCheck: 'Eigentümerprüfung',
  initiated: 'Begonnen',
  initiator: 'Initiator',
  storageClass: 'Speicherklasse',
  lifecycle: 'Lifecycle',
  order: 'Reihenfolge',
  keyMarker: 'Key-Marker',
  prefix: 'Präfixe',
  pageLimit: 'Seitengröße',
  keyEncoding: 'Kodierung der Keys',
  addressing: 'Adressierung',
};

type Words = Pick<EndpointSentence, 'tone' | 'text'>;
const fine = (text: string): Words => ({ tone: 'fine', text });
const limit = (text: string): Words => ({ tone: 'limit', text });

function describe(facts: EndpointFacts, name: EndpointFactName): Words {
  const fact = facts[name];
  if (!fact.known) return { tone: 'unknown', text: `Nicht bekannt. ${unknownWords(fact.unknown)}` };
  switch (fact.value) {
    case 'honoured':
      return name === 'ownerCheck'
        ? fine('Dieser Speicher lehnt einen Aufruf ab, der ein anderes Konto als Eigentümer des Buckets nennt.')
        : fine('Dieser Speicher hält eine Seite so kurz wie verlangt.');
    case 'ignored':
      return name === 'ownerCheck'
        ? limit(
            'Dieser Speicher beachtet den erwarteten Eigentümer des Buckets nicht: Ein Aufruf, der ein anderes Konto nennt, geht durch. Dieser Schutz fehlt.',
          )
        : limit('Dieser Speicher schickt auf einer Seite mehr, als verlangt war.');
    case 'time of the answer':
      return limit(
        'Dieser Speicher sagt von jedem Upload, er sei gerade erst begonnen worden, bei jeder Liste neu. Diese Zeit taugt nichts, deshalb ist das Alter eines Uploads das seines neuesten Teils; einer ohne Teile gilt als aktiv und wird aufgeräumt, wenn Sie es bestätigen.',
      );
    case 'told':
      if (name === 'initiated') return fine('Dieser Speicher sagt, wann ein Upload begonnen wurde.');
      return name === 'initiator'
        ? fine('Dieser Speicher zeigt, wer einen Upload begonnen hat.')
        : fine('Dieser Speicher zeigt die Speicherklasse eines Uploads.');
    case 'not told':
      if (name === 'initiated') {
        return limit(
          'Dieser Speicher sagt nicht, wann ein Upload begonnen wurde, deshalb ist sein Alter das seines neuesten Teils; einer ohne Teile gilt als aktiv.',
        );
      }
      return name === 'initiator'
        ? limit('Dieser Speicher kann nicht zeigen, wer einen Upload begonnen hat.')
        : limit(
            'Dieser Speicher zeigt die Speicherklasse eines Uploads nicht, deshalb sind seine Kosten die von STANDARD.',
          );
    case 'rules':
      return fine('Dieser Speicher hat Lifecycle-Regeln auf dem Bucket.');
    case 'no rules':
      return fine('Dieser Speicher kennt Lifecycle-Regeln, und der Bucket hat keine.');
    case 'empty':
      return limit(
        'Dieser Speicher antwortet mit einem leeren Lifecycle: Es gibt keine Regeln, oder er unterstützt sie nicht.',
      );
    case 'not supported':
      return limit('Dieser Speicher unterstützt keine Lifecycle-Regeln.');
    case 'sorted':
      return fine(
        'Dieser Speicher listet Uploads in der Reihenfolge ihrer Keys, deshalb lässt sich ein langer Bucket an mehreren Stellen zugleich lesen.',
      );
    case 'unsorted':
      return limit(
        'Dieser Speicher listet Uploads nicht in der Reihenfolge ihrer Keys, deshalb wird ein Bucket Seite für Seite gelesen.',
      );
    case 'exclusive':
      return fine('Dieser Speicher fährt nach dem Key fort, ab dem er fortfahren soll.');
    case 'inclusive':
      return fine('Dieser Speicher listet den Key noch einmal, ab dem er fortfahren soll; er wird einmal gezählt.');
    case 'opaque':
      return limit(
        'Dieser Speicher fährt nur dort fort, wohin seine eigenen Marker führen, deshalb wird ein Bucket Seite für Seite gelesen.',
      );
    case 'beginning':
      return fine(
        'Dieser Speicher grenzt eine Liste auf Keys ein, die mit einem Präfix beginnen, deshalb kann eine Liste für viele Uploads eines Aufräumens Auskunft geben.',
      );
    case 'exact key':
      return limit(
        'Dieser Speicher hält ein Präfix für einen ganzen Key und listet ohne eines vielleicht nicht alles: Jeder Upload eines Aufräumens wird einzeln gesucht.',
      );
    case 'no prefix':
      return limit('Dieser Speicher beachtet kein Präfix: Jeder Blick auf einen Upload liest die ganze Liste.');
    case 'as documented':
      return fine('Dieser Speicher kodiert Keys und sagt es.');
    case 'plain':
      return fine('Dieser Speicher schreibt Keys, wie sie sind, obwohl er sie kodieren soll.');
    case 'encoded':
      return fine('Dieser Speicher kodiert Keys, ohne es zu sagen; der Vergleich hat es gezeigt.');
    case 'keys encoded, markers plain':
      return fine('Dieser Speicher kodiert Keys, aber keine Marker, ohne es zu sagen; der Vergleich hat es gezeigt.');
    case 'path':
      return fine('Der Bucket steht im Pfad einer URL.');
    case 'virtual host':
      return fine('Der Bucket steht im Hostnamen einer URL.');
  }
}
