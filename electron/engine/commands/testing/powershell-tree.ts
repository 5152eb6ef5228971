import { fileURLToPath } from 'node:url';
import { Language, type Node, Parser } from 'web-tree-sitter';

const grammar = fileURLToPath(import.meta.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm'));

/** One call in a script: its name and its words, as PowerShell hands them over; null for one that is worked out when it runs. */
export interface PowerShellCall {
  name: string;
  words: (string | null)[];
}

/** A reader of PowerShell by a grammar that is not ours: no PowerShell runs where these tests do. */
export async function powerShellReader(): Promise<(script: string) => PowerShellCall[]> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  return (script) => {
    const tree = parser.parse(script);
    if (!tree) throw new Error('The parser gave up');
    try {
      const broken = firstBroken(tree.rootNode);
      if (broken) throw new SyntaxError(`Not PowerShell in line ${broken.startPosition.row + 1}: ${broken.text}`);
      return tree.rootNode.descendantsOfType('command').flatMap((node) => (node ? [callOf(node)] : []));
    } finally {
      tree.delete();
    }
  };
}

function firstBroken(node: Node): Node | null {
  if (!node.hasError) return null;
  if (node.isError || node.isMissing) return node;
  for (const child of node.children) {
    const found = child && firstBroken(child);
    if (found) return found;
  }
  return node;
}

function callOf(command: Node): PowerShellCall {
  const name = command.childForFieldName('command_name')?.text ?? '';
  const elements = command.childForFieldName('command_elements')?.namedChildren ?? [];
  const words = elements.flatMap((node) => (node && node.type !== 'command_argument_sep' ? [wordOf(node)] : []));
  return { name, words };
}

/** In single quotes a doubled one stands for itself, and the typographic ones are single quotes too. */
function wordOf(node: Node): string | null {
  const text = node.text;
  if (!/^['"]/.test(text)) return text;
  if (text.startsWith('"')) return /[$`]/.test(text) ? null : text.slice(1, -1);
  return text.slice(1, -1).replace(/(['‘’‚‛])\1/g, '$1');
}
