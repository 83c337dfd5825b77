import { createElement, type ReactNode } from 'react';
import { type Block, blocksOf } from './blocks.ts';

/** **bold**, *italic*, `code` and [links](page.md) inside of a line. */
const inline = (text: string): ReactNode[] =>
  text.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*|\[[^\][]+\]\([^()]+\))/).map((part, at) => {
    const key = `${at}.${part}`;
    if (part.startsWith('`') && part.length > 1) return <code key={key}>{part.slice(1, -1)}</code>;
    if (part.startsWith('**') && part.length > 4) {
      return <strong key={key}>{inline(part.slice(2, -2))}</strong>;
    }
    if (part.startsWith('*') && part.length > 2) return <em key={key}>{part.slice(1, -1)}</em>;
    // Links lead to other pages of docs/, which are not shown here: their words stay.
    if (part.startsWith('[') && part.endsWith(')')) return part.slice(1, part.indexOf(']'));
    return part.replaceAll('\\|', '|');
  });

const anchorOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9 ]/g, '')
    .trim()
    .replace(/ +/g, '-');

const BlockView = ({ block }: { block: Block }) => {
  switch (block.kind) {
    case 'heading':
      return createElement(
        `h${Math.min(block.level, 6)}`,
        { id: anchorOf(block.text) },
        inline(block.text),
      );
    case 'paragraph':
      return <p>{inline(block.text)}</p>;
    case 'code':
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard.
      return <pre tabIndex={0}>{block.text}</pre>;
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li key={item}>{inline(item)}</li>
          ))}
        </ul>
      );
    case 'table':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard.
        <table tabIndex={0}>
          <thead>
            <tr>
              {block.head.map((cell) => (
                <th key={cell} scope="col">
                  {inline(cell)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row) => (
              <tr key={row.join('|')}>
                {row.map((cell, at) => (
                  <td key={`${block.head[at]}`}>{inline(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
};

/** A page of our docs; they are ours, so only the Markdown they use is known here. */
export const Markdown = ({ text }: { text: string }) =>
  blocksOf(text).map((block, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a page does not change while it is shown.
    <BlockView key={at} block={block} />
  ));
