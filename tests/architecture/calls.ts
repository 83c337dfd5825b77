import { type Expression, Visitor } from 'oxc-parser';
import type { SourceFile } from './source-files.ts';

/** Where SQL is put together from strings: `.query(` with a sum or a template with holes, and `sql.raw(`. */
export function builtSql({ path, text, parsed }: SourceFile): { built: string[]; raw: string[] } {
  const built: string[] = [];
  const raw: string[] = [];
  new Visitor({
    CallExpression(node) {
      const { callee } = node;
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
      const line = `${path}:${lineAt(text, node.start)}`;
      const [first] = node.arguments;
      if (
        callee.property.name === 'query' &&
        first !== undefined &&
        first.type !== 'SpreadElement'
      ) {
        if (isBuilt(first)) built.push(line);
      }
      if (
        callee.property.name === 'raw' &&
        callee.object.type === 'Identifier' &&
        callee.object.name === 'sql'
      ) {
        raw.push(line);
      }
    },
  }).visit(parsed.program);
  return { built, raw };
}

const isBuilt = (argument: Expression): boolean =>
  argument.type === 'BinaryExpression' ||
  (argument.type === 'TemplateLiteral' && argument.expressions.length > 0);

/** A regular expression of the source; `pattern` is null where it is only known when the program runs. */
export interface Pattern {
  place: string;
  pattern: string | null;
  flags: string;
}

export function patternsOf({ path, text, parsed }: SourceFile): Pattern[] {
  const found: Pattern[] = [];
  const built = (callee: Expression, args: readonly { type: string }[], start: number) => {
    if (callee.type !== 'Identifier' || callee.name !== 'RegExp') return;
    const [pattern, flags] = args.map((arg) =>
      arg.type === 'Literal' && 'value' in arg && typeof arg.value === 'string' ? arg.value : null,
    );
    found.push({
      place: `${path}:${lineAt(text, start)}`,
      pattern: pattern ?? null,
      flags: flags ?? '',
    });
  };
  new Visitor({
    Literal(node) {
      if (!('regex' in node) || node.regex === null) return;
      const { pattern, flags } = node.regex;
      found.push({ place: `${path}:${lineAt(text, node.start)}`, pattern, flags });
    },
    NewExpression: (node) => built(node.callee, node.arguments, node.start),
    CallExpression: (node) => built(node.callee, node.arguments, node.start),
  }).visit(parsed.program);
  return found;
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
