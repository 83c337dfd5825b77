import { useRouter } from '@tanstack/react-router';
import { createContext, type MouseEvent, type ReactNode, useContext, useMemo } from 'react';
import { useAsOf } from '../app/as-of-day.ts';
import { ROW_LINK } from './list-keys.ts';

interface RowLinks {
  /** What stands behind the path: the day looked at goes along. */
  search: string;
  follow: (event: MouseEvent<HTMLAnchorElement>) => void;
}

const RowLinksContext = createContext<RowLinks | null>(null);

/** Lets the links of all rows share one way to the router; a router's own link each would make scrolling stutter. */
export const RowLinksProvider = ({ children }: { children: ReactNode }) => {
  const router = useRouter();
  const { chosen } = useAsOf();
  const links = useMemo<RowLinks>(
    () => ({
      search: chosen === undefined ? '' : `?as_of=${chosen}`,
      follow: (event) => {
        const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
        if (event.button !== 0 || !isPlain || event.defaultPrevented) return;
        event.preventDefault();
        void router.navigate({ href: event.currentTarget.getAttribute('href') ?? '/' });
      },
    }),
    [router, chosen],
  );
  return <RowLinksContext value={links}>{children}</RowLinksContext>;
};

interface Props {
  /** The account as paths have it; see accountPath. */
  account: string;
  /** The screen of the account: its page, or why it has its health. */
  screen?: 'why';
  /** Block of the page to go to. */
  hash?: string;
  className: string;
  title?: string;
  label?: string;
  /** Marks the link that j and k walk. */
  isRowLink?: boolean;
  children: ReactNode;
}

/** A link out of a row of the list to one of the screens of its customer. */
export const RowLink = ({ account, screen, hash, isRowLink, label, children, ...rest }: Props) => {
  const links = useContext(RowLinksContext);
  const path = `/customers/${account}${screen === undefined ? '' : `/${screen}`}`;
  return (
    <a
      href={`${path}${links?.search ?? ''}${hash === undefined ? '' : `#${hash}`}`}
      onClick={links?.follow}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(isRowLink ? { [ROW_LINK]: '' } : {})}
      {...rest}
    >
      {children}
    </a>
  );
};
