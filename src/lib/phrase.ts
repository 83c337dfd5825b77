/**
 * A sentence with places for values, such as `There is no job "{job}".`: gives back the values that make it the text,
 * by name, or null where the text is not of this sentence. Takes time in proportion to the text, whatever it holds.
 */
export function valuesIn(phrase: string, text: string): Record<string, string> | null {
  const [head = '', ...rest] = phrase.split(PLACE);
  if (!text.startsWith(head)) return null;
  const values: Record<string, string> = {};
  let at = head.length;
  for (let part = 0; part < rest.length; part += 2) {
    const name = rest[part] ?? '';
    const literal = rest[part + 1] ?? '';
    const isLast = part + 2 >= rest.length;
    const end = isLast ? text.length - literal.length : text.indexOf(literal, at);
    if (end < at || !text.startsWith(literal, end)) return null;
    values[name] = text.slice(at, end);
    at = end + literal.length;
  }
  return at === text.length ? values : null;
}

/** The sentence with its values put in; a place without a value stays as it is. */
export const filled = (phrase: string, values: Readonly<Record<string, string>>): string =>
  phrase.replace(EACH_PLACE, (place, name: string) => values[name] ?? place);

const PLACE = /\{([a-z]+)\}/;
const EACH_PLACE = /\{([a-z]+)\}/g;
