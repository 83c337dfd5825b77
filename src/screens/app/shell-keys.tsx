import { lazy, Suspense, useEffect, useState } from 'react';
import { laterTexts } from '../text/locale.ts';
import { isSingleKey } from './single-keys.ts';

const Palette = lazy(async () => {
  const [{ Palette: component }] = await Promise.all([import('./palette.tsx'), laterTexts()]);
  return { default: component };
});
const KeySheet = lazy(async () => {
  const [{ KeySheet: component }] = await Promise.all([import('./key-sheet.tsx'), laterTexts()]);
  return { default: component };
});

/** What keys open on every screen: Ctrl or ⌘ K the palette, ? the sheet of all keys. */
export const ShellKeys = () => {
  const [open, setOpen] = useState<'palette' | 'sheet'>();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setOpen('palette');
      } else if (event.key === '?' && isSingleKey(event)) {
        setOpen('sheet');
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  const close = () => setOpen(undefined);
  return (
    <Suspense>
      {open === 'palette' && <Palette onClose={close} />}
      {open === 'sheet' && <KeySheet onClose={close} />}
    </Suspense>
  );
};
