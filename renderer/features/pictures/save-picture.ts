import { words } from '../../../shared/words/words.ts';
import { saveFile } from '../../ui/save-file.ts';

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

/** A picture as a file that stands by itself, with the colours of the theme that is on. */
function standalone(svg: SVGSVGElement): string {
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
  ground.setAttribute('width', String(width));
  ground.setAttribute('height', String(height));
  ground.setAttribute('fill', getComputedStyle(svg).backgroundColor);
  copy.prepend(ground);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.removeAttribute('class');
  return new XMLSerializer().serializeToString(copy);
}

/** Saves a picture as SVG. @param name of the file, without an ending */
export function saveSvg(svg: SVGSVGElement, name: string): void {
  saveFile({ fileName: `${name}.svg`, mediaType: 'image/svg+xml', pieces: [standalone(svg)] });
}

/** Saves a picture as PNG. @throws Error where the browser cannot draw it */
export async function savePng(svg: SVGSVGElement, name: string): Promise<void> {
  const { width, height } = svg.viewBox.baseVal;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(svg))}`;
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
