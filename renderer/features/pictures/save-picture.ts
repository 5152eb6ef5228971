import { formatDay } from '../../../shared/format/time.ts';
import { words } from '../../../shared/words/words.ts';
import { saveFile } from '../../ui/save-file.ts';
import { tileLabel } from './tile-label.ts';

/** What of a picture's look is in the page's styles, and has to be in the file itself. */
const looks = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;
/** Pixels of a PNG for each of the picture's own: sharp on any screen, and in print. */
const scale = 2;

/** Above the picture, for its caption, px. */
const captionPx = 48;
const marginPx = 12;

/** What a file says above the picture: on screen it stands beside it. */
export type Caption = {
  title: string;
  /** Of which bucket, folder and filter. */
  about: string;
};

/** A picture as a file that stands by itself, with its caption and the colours of the theme that is on. */
function standalone(svg: SVGSVGElement, caption: Caption): { text: string; width: number; height: number } {
  const copy = svg.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new Error('A picture’s copy is no picture');
  const [from, to] = [svg.querySelectorAll('*'), copy.querySelectorAll('*')];
  for (const [at, element] of from.entries()) {
    const style = getComputedStyle(element);
    for (const look of looks) to.item(at).setAttribute(look, style.getPropertyValue(look));
    to.item(at).removeAttribute('class');
  }
  const { width, height } = svg.viewBox.baseVal;
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  const tall = height + captionPx;
  ground.setAttribute('y', String(-captionPx));
  ground.setAttribute('width', String(width));
  ground.setAttribute('height', String(tall));
  ground.setAttribute('fill', getComputedStyle(svg).backgroundColor);
  copy.prepend(ground, ...captionLines(svg, caption, width));
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('viewBox', `0 ${-captionPx} ${width} ${tall}`);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(tall));
  copy.removeAttribute('class');
  return { text: new XMLSerializer().serializeToString(copy), width, height: tall };
}

function captionLines(svg: SVGSVGElement, { title, about }: Caption, width: number): SVGTextElement[] {
  const { color, fontFamily } = getComputedStyle(svg);
  const date = formatDay(Date.now());
  const room = width - marginPx - date.length * 8;
  const line = (text: string, x: number, y: number, more: Record<string, string>) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', 'text');
    const looks = { x: String(x), y: String(y), fill: color, 'font-family': fontFamily, 'font-size': '12px', ...more };
    for (const [name, value] of Object.entries(looks)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };
  return [
    line(title, marginPx, 20 - captionPx, { 'font-size': '14px', 'font-weight': '600' }),
    line(tileLabel(about, room) ?? about, marginPx, 38 - captionPx, {}),
    line(date, width - marginPx, 38 - captionPx, { 'text-anchor': 'end' }),
  ];
}

/** Saves a picture as SVG. @param name of the file, without an ending */
export function saveSvg(svg: SVGSVGElement, name: string, caption: Caption): void {
  saveFile({ fileName: `${name}.svg`, mediaType: 'image/svg+xml', pieces: [standalone(svg, caption).text] });
}

/** Saves a picture as PNG. @throws Error where the browser cannot draw it */
export async function savePng(svg: SVGSVGElement, name: string, caption: Caption): Promise<void> {
  const { text, width, height } = standalone(svg, caption);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * scale;
  canvas.height = height * scale;
  const context = canvas.getContext('2d');
  if (!context) throw new Error(words.page.pictures.picture.cannotDraw);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error(words.page.pictures.picture.cannotMake);
  saveFile({ fileName: `${name}.png`, mediaType: 'image/png', pieces: [blob] });
}
