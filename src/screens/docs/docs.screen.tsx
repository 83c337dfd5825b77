import { Text } from '@mantine/core';
import definitions from '../../../docs/definitions.md?raw';
import { PageTitle } from '../components/page-title.tsx';
import { useText } from '../text/text.ts';
import { Markdown } from './markdown.tsx';

/** Without its first line, the title, which the screen says in the reader's language. */
const body = definitions.replace(/^# .*\n/, '');

/** What every figure means: the definitions that the code is held to, word for word. */
export const DocsScreen = () => {
  const say = useText();
  return (
    <article>
      <PageTitle>{say('nav.docs')}</PageTitle>
      <Text size="sm" c="dimmed" mb="sm">
        {say('docs.note')}
      </Text>
      <div className="panel prose" lang="en">
        <Markdown text={body} />
      </div>
    </article>
  );
};
