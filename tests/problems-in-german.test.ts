import { type Node, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { inGerman } from '../src/api/problem-german.ts';
import { isForTests, type SourceFile, sourceFiles } from './architecture/source-files.ts';
import { textReader } from './architecture/texts.ts';

/** Which argument of a constructor or function is a text that a problem or a failed job carries. */
const tellers: Readonly<Record<string, number>> = {
  ApiProblem: 1,
  badField: 1,
  notFound: 0,
  UnreadableInput: 0,
  CsvUnreadable: 0,
  failJob: 2,
};

/** What a problem carries of what others say; each of these is told by a teller of its own, or translated by zod. */
const passedOn = [
  'src/api/custom-kpi.route.ts: change.message',
  'src/api/errors.ts: {path}: {message}',
  'src/api/errors.ts: detail',
  "src/api/import.route.ts: error.message.replaceAll(folder, 'The upload')",
  'src/api/model-check.ts: {first.path}: {first.message}',
  'src/api/window.route.ts: flaw.message',
];

const zodMessages =
  /^src\/(?:api\/contract\/|scoring\/model|accounts\/company|actions\/action-rule|jobs\/kpi-place)/;
const zodChecks = new Set(['refine', 'min', 'max', 'gt', 'regex', 'number']);

const isText = (node: Node): boolean =>
  node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string');

const files = sourceFiles('src').filter(
  ({ path }) => !isForTests(path) && !path.startsWith('src/screens/'),
);
const textsOf = textReader(files);

/** Where a text is told, as the expression it is told by. */
function toldIn({ path, parsed }: SourceFile): Node[] {
  const told: Node[] = [];
  const telling = (callee: Node, args: readonly Node[]) => {
    const method =
      callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
        ? callee.property.name
        : '';
    if (zodMessages.test(path) && zodChecks.has(method)) {
      const last = args.at(-1);
      if (last && isText(last)) told.push(last);
    }
    if (callee.type !== 'Identifier') return;
    const isRefusal = callee.name === 'refused' && path.startsWith('src/jobs/');
    const text = args[isRefusal ? 0 : (tellers[callee.name] ?? args.length)];
    if (text) told.push(text);
  };
  new Visitor({
    NewExpression: ({ callee, arguments: args }) => telling(callee, args),
    CallExpression: ({ callee, arguments: args }) => telling(callee, args),
    Property({ key, value }) {
      // What the settings of the command line refuse is told in the terminal alone.
      if (path.startsWith('src/accounts/')) return;
      const isMessage = key.type === 'Identifier' && /^(?:message|error)$/.test(key.name);
      const isPlace = path.startsWith('src/jobs/');
      const isProblem = key.type === 'Identifier' && key.name === 'problem';
      if (isProblem && textsOf(path, value) !== null) told.push(value);
      if (isMessage && zodMessages.test(path) && (isPlace || isText(value))) told.push(value);
    },
  }).visit(parsed.program);
  return told;
}

const all = files.flatMap((file) =>
  toldIn(file).map((node) => ({
    place: `${file.path}: ${file.text.slice(node.start, node.end).replace(/[`$]/g, '')}`,
    // What is nothing but values is none of its own.
    texts: (textsOf(file.path, node) ?? []).filter((text) => /[a-z]/.test(text)),
  })),
);

test('whatever a problem or a failed job says, of however many parts, is said in German too', () => {
  const texts = all.flatMap((one) => one.texts.map((text) => [one.place, text] as const));
  expect(texts.length).toBeGreaterThan(130);
  expect(texts.filter(([, text]) => inGerman(text) === text)).toEqual([]);
});

test('what a problem only passes on is told elsewhere', () => {
  expect(all.filter(({ texts }) => texts.length === 0).map(({ place }) => place)).toEqual(passedOn);
});
