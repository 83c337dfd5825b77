import { type RefObject, useEffect } from 'react';
import { isSingleKey } from '../app/single-keys.ts';

/** Marks the links that j and k walk. */
export const ROW_LINK = 'data-row-link';

/** `j` and `k` walk the rows (Enter then opens, as on any link), `/` goes to the search field. */
export const useListKeys = (searchField: RefObject<HTMLInputElement | null>): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isSingleKey(event)) return;
      if (event.key === '/') {
        event.preventDefault();
        searchField.current?.focus();
      }
      if (event.key !== 'j' && event.key !== 'k') return;
      const links = [...document.querySelectorAll<HTMLElement>(`[${ROW_LINK}]`)];
      const focused = document.activeElement;
      const at = focused instanceof HTMLElement ? links.indexOf(focused) : -1;
      const next = at === -1 ? links[0] : links[at + (event.key === 'j' ? 1 : -1)];
      next?.focus();
      next?.closest('tr')?.scrollIntoView({ block: 'nearest' });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [searchField]);
};
