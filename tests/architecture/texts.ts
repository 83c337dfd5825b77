import { type Expression, type Node, Visitor } from 'oxc-parser';
import type { SourceFile } from './source-files.ts';

/** What stands for a value that is known only when the program runs. */
const VALUE = '0';

/** What functions give back, tables of texts, and what a name stands for. */
interface Known {
  returned: Map<string, Expression[]>;
  tables: Map<string, Expression[]>;
  named: Map<string, Expression[]>;
}

/** Reads off the code every text that an expression can be, values aside; null where it is none of its own. */
export function textReader(files: readonly SourceFile[]) {
  const known = new Map(files.map((file) => [file.path, knownIn(file)]));
  /** In the file itself; functions and tables also where another file gives them away. */
  const lookUp = (path: string, kind: 'returned' | 'tables', name: string) =>
    known.get(path)?.[kind].get(name) ??
    [...known.values()].map((each) => each[kind].get(name)).find((found) => found !== undefined);

  const any = (path: string, nodes: readonly Node[], depth: number): string[] | null => {
    const found = nodes.flatMap((node) => textsOf(path, node, depth) ?? []);
    return found.length > 0 ? found : null;
  };

  function textsOf(path: string, node: Node, depth = 0): string[] | null {
    if (depth > 12) return null;
    const next = depth + 1;
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' ? [node.value] : null;
      case 'TemplateLiteral': {
        const holes = node.expressions.map((each) => textsOf(path, each, next) ?? [VALUE]);
        return node.quasis.reduce<string[]>(
          (texts, { value }, at) =>
            texts.flatMap((text) =>
              (holes[at] ?? ['']).map((hole) => `${text}${value.cooked ?? ''}${hole}`),
            ),
          [''],
        );
      }
      case 'Identifier':
        return any(path, known.get(path)?.named.get(node.name) ?? [], next);
      case 'AwaitExpression':
        return textsOf(path, node.argument, next);
      case 'ConditionalExpression':
        return any(path, [node.consequent, node.alternate], next);
      case 'LogicalExpression':
        return any(path, [node.left, node.right], next);
      case 'MemberExpression':
        return node.computed && node.object.type === 'Identifier'
          ? any(path, lookUp(path, 'tables', node.object.name) ?? [], next)
          : null;
      case 'CallExpression':
        return called(path, node.callee, node.arguments, next);
      default:
        return null;
    }
  }

  function called(path: string, callee: Node, args: readonly Node[], depth: number) {
    if (callee.type === 'Identifier') {
      const [first] = args;
      if (callee.name !== 'filled')
        return any(path, lookUp(path, 'returned', callee.name) ?? [], depth);
      const phrases = first && textsOf(path, first, depth);
      return phrases?.map((text) => text.replace(/\{[a-z]+\}/g, VALUE)) ?? null;
    }
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return null;
    const [first] = args;
    if (callee.property.name === 'map' && first?.type === 'ArrowFunctionExpression') {
      return textsOf(path, first.body, depth);
    }
    return /^(?:replace|replaceAll|join)$/.test(callee.property.name)
      ? textsOf(path, callee.object, depth)
      : null;
  }

  return textsOf;
}

function knownIn({ parsed }: SourceFile): Known {
  const returned = new Map<string, Expression[]>();
  const tables = new Map<string, Expression[]>();
  const named = new Map<string, Expression[]>();
  const names: (string | null)[] = [];
  const give = (name: string, value: Expression) =>
    returned.set(name, [...(returned.get(name) ?? []), value]);
  new Visitor({
    FunctionDeclaration: (node) => void names.push(node.id?.name ?? null),
    'FunctionDeclaration:exit': () => void names.pop(),
    ReturnStatement(node) {
      const name = names.at(-1);
      if (name && node.argument) give(name, node.argument);
    },
    VariableDeclarator({ id, init }) {
      if (id.type !== 'Identifier' || !init) return;
      if (init.type === 'ArrowFunctionExpression') {
        if (init.body.type === 'BlockStatement') names.push(id.name);
        else give(id.name, init.body);
        return;
      }
      if (init.type !== 'ObjectExpression') {
        named.set(id.name, [...(named.get(id.name) ?? []), init]);
        return;
      }
      const values = init.properties.flatMap((each) =>
        each.type === 'Property' ? [each.value] : [],
      );
      tables.set(id.name, values);
    },
    'VariableDeclarator:exit'({ init }) {
      if (init?.type === 'ArrowFunctionExpression' && init.body.type === 'BlockStatement')
        names.pop();
    },
  }).visit(parsed.program);
  return { returned, tables, named };
}
