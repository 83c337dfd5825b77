/** What stands above a chart in its picture. */
export interface Caption {
  title: string;
  /** Unit, n and the day it is as of. */
  about: string;
}

/** Pixels of the picture for each of the screen, so that it can be printed. */
const density = 2;

/** What is marked so stands with a chart and is no part of it, as what a bar has opened. */
const unpictured = '[data-unpictured]';

/** What an element shows, below a caption, as PNG in the colours of the theme. Throws where the browser cannot draw it. */
export async function pictureOf(element: HTMLElement, caption: Caption): Promise<Blob> {
  const frame = framed(element, caption);
  // Beside what it is a copy of, so that the same styles apply.
  element.after(frame);
  try {
    const { width, height } = frame.getBoundingClientRect();
    const image = new Image();
    image.src = addressOf(styledCopy(frame), Math.ceil(width), Math.ceil(height));
    await image.decode();
    return await rasterized(image, Math.ceil(width), Math.ceil(height));
  } finally {
    frame.remove();
  }
}

function framed(element: HTMLElement, { title, about }: Caption): HTMLElement {
  const frame = document.createElement('div');
  frame.className = 'chart-picture';
  frame.ariaHidden = 'true';
  frame.inert = true;
  frame.lang = document.documentElement.lang;
  for (const [part, text] of Object.entries({ title, about })) {
    const line = document.createElement('div');
    line.className = `chart-picture-${part}`;
    line.textContent = text;
    frame.append(line);
  }
  const shown = element.cloneNode(true);
  if (shown instanceof HTMLElement) {
    for (const part of shown.querySelectorAll(unpictured)) part.remove();
  }
  frame.append(shown);
  const scrolling = [...element.querySelectorAll('.rows-scroll')];
  const widest = Math.max(element.clientWidth, ...scrolling.map((part) => part.scrollWidth));
  frame.style.width = `calc(${widest}px + 2 * var(--picture-margin))`;
  return frame;
}

/** A copy that looks the same without any style sheet. */
function styledCopy(frame: HTMLElement): HTMLElement {
  const copy = frame.cloneNode(true) as HTMLElement;
  const copies = [copy, ...copy.querySelectorAll('*')];
  for (const [at, original] of [frame, ...frame.querySelectorAll('*')].entries()) {
    const target = copies[at];
    if (!(target instanceof HTMLElement || target instanceof SVGElement)) continue;
    const computed = getComputedStyle(original);
    for (const property of computed) {
      target.style.setProperty(property, computed.getPropertyValue(property));
    }
    // As computed, a table's height counts its caption; as set, it does not.
    if (target instanceof HTMLTableElement) target.style.blockSize = 'auto';
  }
  copy.style.position = 'static';
  return copy;
}

/** As data, not as a blob: a canvas that has shown a blob with HTML in it gives no picture away. */
function addressOf(copy: HTMLElement, width: number, height: number): string {
  const inside = new XMLSerializer().serializeToString(copy);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><foreignObject width="100%" height="100%">${inside}</foreignObject></svg>`;
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

function rasterized(image: HTMLImageElement, width: number, height: number): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = width * density;
  canvas.height = height * density;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser has no canvas');
  context.scale(density, density);
  context.drawImage(image, 0, 0);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('the canvas is empty')) : resolve(blob)),
      'image/png',
    );
  });
}
