import { useDocumentTitle } from '@mantine/hooks';
import { useText } from '../text/text.ts';

/** The answer of a screen in one line; names the browser's tab too. */
export const PageTitle = ({ children }: { children: string }) => {
  const say = useText();
  useDocumentTitle(`${children} · ${say('shell.brand')}`);
  return <h1 className="title-line">{children}</h1>;
};
