import { isAscii } from 'node:buffer';

/** Bytes looked at before the encoding of what is not ASCII is decided. */
const WINDOW = 65_536;
/** Bytes that show whether every other one is empty, as in UTF-16. */
const HEAD = 256;

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * Turns bytes into text, however they are split: UTF-8 and UTF-16 with or without byte order mark, else Windows-1252.
 * Bytes that are no character of a UTF-8 or UTF-16 text become U+FFFD. `isLast` ends the text. The bytes may be
 * overwritten after the call.
 */
type Decode = (bytes: Uint8Array, isLast: boolean) => string;

export function textDecoder(): Decode {
  let held: Uint8Array = new Uint8Array(0);
  let isHeadRead = false;
  let decoder: TextDecoder | undefined;

  return (bytes, isLast) => {
    if (decoder) return decoder.decode(bytes, { stream: !isLast });

    let unread = join(held, bytes);
    held = new Uint8Array(0);
    if (!isHeadRead) {
      if (unread.length < HEAD && !isLast) {
        held = new Uint8Array(unread);
        return '';
      }
      isHeadRead = true;
      const { encoding, markLength } = encodingOfHead(unread);
      unread = unread.subarray(markLength);
      if (encoding) {
        decoder = new TextDecoder(encoding, { ignoreBOM: true });
        return decoder.decode(unread, { stream: !isLast });
      }
    }

    const ascii = asciiLength(unread);
    const text = latin1(unread.subarray(0, ascii));
    if (ascii === unread.length) return text;
    unread = unread.subarray(ascii);
    if (unread.length < WINDOW && !isLast) {
      held = new Uint8Array(unread);
      return text;
    }
    decoder = new TextDecoder(encodingOfWindow(unread.subarray(0, WINDOW)), { ignoreBOM: true });
    return text + decoder.decode(unread, { stream: !isLast });
  };
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  return first.length === 0 ? second : Buffer.concat([first, second]);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

function asciiLength(bytes: Uint8Array): number {
  if (isAscii(bytes)) return bytes.length;
  let length = 0;
  while ((bytes[length] ?? 128) < 128) length += 1;
  return length;
}

function encodingOfHead(bytes: Uint8Array): { encoding?: Encoding; markLength: number } {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    return { encoding: 'utf-8', markLength: 3 };
  }
  if (first === 0xff && second === 0xfe) return { encoding: 'utf-16le', markLength: 2 };
  if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', markLength: 2 };

  const head = bytes.subarray(0, HEAD);
  const emptyAt = [0, 0];
  for (const [at, byte] of head.entries()) {
    if (byte === 0) emptyAt[at % 2] = (emptyAt[at % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = emptyAt;
  const many = head.length / 4;
  if (odd > many && even === 0) return { encoding: 'utf-16le', markLength: 0 };
  if (even > many && odd === 0) return { encoding: 'utf-16be', markLength: 0 };
  return { markLength: 0 };
}

/** UTF-8 where most of what is not ASCII makes characters: one damaged byte is no reason to misread the rest. */
function encodingOfWindow(bytes: Uint8Array): Encoding {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true });
  let good = 0;
  let damaged = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd) damaged += 1;
    else if (code > 127) good += 1;
  }
  return good > damaged ? 'utf-8' : 'windows-1252';
}
