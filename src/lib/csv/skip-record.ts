const QUOTE = 34;

type State = 'field-start' | 'plain' | 'quoted' | 'quote-seen' | 'to-line-end';

/** Walks over a record too long to keep, by the same rules as the reader, and counts its lines. */
export interface RecordSkipper {
  /** The place behind the record's end in `text`; -1 while it goes on. */
  skip(text: string): number;
  lineEnds(): number;
}

export function recordSkipper(separator: string, newline: string): RecordSkipper {
  const separatorCode = separator.charCodeAt(0);
  const newlineCode = newline.charCodeAt(0);
  let state: State = 'field-start';
  let lineEnds = 0;

  const after = (code: number): State => {
    if (state === 'quoted') return code === QUOTE ? 'quote-seen' : 'quoted';
    if (state === 'to-line-end') return state;
    if (code === separatorCode) return 'field-start';
    if (state === 'quote-seen') return code === QUOTE ? 'quoted' : 'to-line-end';
    return state === 'field-start' && code === QUOTE ? 'quoted' : 'plain';
  };

  return {
    lineEnds: () => lineEnds,
    skip(text) {
      for (let at = 0; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        if (code === newlineCode) {
          lineEnds += 1;
          if (state !== 'quoted') return at + 1;
        }
        state = after(code);
      }
      return -1;
    },
  };
}
