import { useClickOutside, useWindowEvent } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef, useState } from 'react';

interface Props {
  /** What the panel holds, for screen readers. */
  label: string;
  /** The button that opens it. */
  button: (state: { opened: boolean; toggle: () => void }) => ReactNode;
  /** Where the panel stands; see screens.css. */
  place: 'below' | 'beside';
  children: (close: () => void) => ReactNode;
}

/** A panel that opens at its button; Escape and a click elsewhere close it, and focus goes back. */
export const Dropdown = ({ label, button, place, children }: Props) => {
  const [opened, setOpened] = useState(false);
  const panel = useRef<HTMLDialogElement>(null);
  const root = useClickOutside<HTMLDivElement>(() => setOpened(false));
  const close = () => {
    setOpened(false);
    root.current?.querySelector('button')?.focus();
  };
  useWindowEvent('keydown', (event) => {
    if (event.key === 'Escape' && opened) close();
  });
  useEffect(() => {
    if (opened) panel.current?.focus();
  }, [opened]);
  return (
    <div ref={root} className="dropdown">
      {button({ opened, toggle: () => setOpened((was) => !was) })}
      {opened && (
        <dialog
          open
          ref={panel}
          className={`dropdown-panel ${place}`}
          aria-label={label}
          tabIndex={-1}
        >
          {children(close)}
        </dialog>
      )}
    </div>
  );
};
