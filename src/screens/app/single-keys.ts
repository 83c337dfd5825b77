const STORED_AS = 'hale-single-keys';

/** Whether keys without Ctrl or Alt do something; a person may switch them off (WCAG 2.1.4). */
export const hasSingleKeys = (): boolean => localStorage.getItem(STORED_AS) !== 'off';

export const setSingleKeys = (on: boolean): void =>
  on ? localStorage.removeItem(STORED_AS) : localStorage.setItem(STORED_AS, 'off');

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Whether a key is meant for the screen: pressed alone, not while typing, and not switched off. */
export const isSingleKey = (event: KeyboardEvent): boolean =>
  !event.ctrlKey &&
  !event.metaKey &&
  !event.altKey &&
  !isTyping(event.target) &&
  hasSingleKeys() &&
  document.querySelector('[aria-modal="true"]') === null;
