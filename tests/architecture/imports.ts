import { posix } from 'node:path';
import { Visitor } from 'oxc-parser';
import type { SourceFile } from './source-files.ts';

/** One file naming another; `to` is a path from the root, or the name of a package. */
export interface Import {
  from: string;
  to: string;
  /** It vanishes when the types are stripped. */
  typeOnly: boolean;
}

/** Static and dynamic imports, re-exports and types in `import('…')`. */
export function importsOf({ path, parsed }: SourceFile): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean) =>
    found.push({ from: path, to: resolved(path, specifier), typeOnly });
  const unreadable = () => {
    throw new Error(`${path} imports something whose name stands in no string`);
  };
  new Visitor({
    ImportDeclaration(node) {
      const names = node.specifiers;
      const allTypes =
        names.length > 0 &&
        names.every((name) => name.type === 'ImportSpecifier' && name.importKind === 'type');
      add(node.source.value, node.importKind === 'type' || allTypes);
    },
    ExportAllDeclaration(node) {
      add(node.source.value, node.exportKind === 'type');
    },
    ExportNamedDeclaration(node) {
      if (node.source === null) return;
      const names = node.specifiers;
      const allTypes = names.length > 0 && names.every((name) => name.exportKind === 'type');
      add(node.source.value, node.exportKind === 'type' || allTypes);
    },
    ImportExpression(node) {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string') {
        add(node.source.value, false);
      } else unreadable();
    },
    TSImportType(node) {
      add(node.source.value, true);
    },
  }).visit(parsed.program);
  return found;
}

const resolved = (from: string, specifier: string): string =>
  specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : specifier;

/** Files that tests name and nothing else does, such as what two tests share. */
export function onlyNamedByTests(imports: readonly Import[], isTest: (path: string) => boolean) {
  const importers = Map.groupBy(imports, ({ to }) => to);
  return (path: string): boolean => {
    const by = importers.get(path) ?? [];
    return by.length > 0 && by.every(({ from }) => isTest(from));
  };
}

/** A chain of files that ends where it began, or `null`. Types count as well: they bind two files just as much. */
export function cycleIn(imports: readonly Import[]): string[] | null {
  const targets = Map.groupBy(imports, ({ from }) => from);
  const done = new Set<string>();
  const chain: string[] = [];
  const search = (file: string): string[] | null => {
    const start = chain.indexOf(file);
    if (start >= 0) return [...chain.slice(start), file];
    if (done.has(file)) return null;
    chain.push(file);
    for (const { to } of targets.get(file) ?? []) {
      const cycle = targets.has(to) ? search(to) : null;
      if (cycle !== null) return cycle;
    }
    chain.pop();
    done.add(file);
    return null;
  };
  for (const file of targets.keys()) {
    const cycle = search(file);
    if (cycle !== null) return cycle;
  }
  return null;
}
