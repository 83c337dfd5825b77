import { Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { accountPath } from '../../api/contract/paths.ts';
import { BandMark } from '../components/band-mark.tsx';
import { accountPageQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';
import { useAsOf } from './as-of-day.ts';
import { places } from './places.ts';

const MOST_CUSTOMERS = 6;
const TYPING_PAUSE_MS = 120;

interface Choice {
  id: string;
  href: string;
  name: string;
  beside?: ReactNode;
}

/** Goes to any customer or screen by a few letters of its name. */
export const Palette = ({ onClose }: { onClose: () => void }) => {
  const say = useText();
  const router = useRouter();
  const list = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const groups = useChoices(typed);
  const choices = groups.flatMap((group) => group.choices);
  const chosen = choices[Math.min(at, choices.length - 1)];
  const go = ({ href }: Choice) => {
    onClose();
    void router.navigate({ href });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((was) => Math.max(0, Math.min(choices.length - 1, was + step)));
    } else if (event.key === 'Enter' && chosen !== undefined) {
      event.preventDefault();
      go(chosen);
    }
  };
  return (
    <Modal.Root opened onClose={onClose} yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content aria-label={say('palette.title')}>
        <Modal.Body p="sm">
          <TextInput
            data-autofocus
            role="combobox"
            aria-label={say('palette.title')}
            aria-expanded
            aria-controls={list}
            aria-autocomplete="list"
            {...(chosen === undefined ? {} : { 'aria-activedescendant': `${list}${chosen.id}` })}
            placeholder={say('palette.hint')}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
          />
          <div id={list} role="listbox" aria-label={say('palette.title')} className="palette">
            {groups.map(({ name, choices: those }) => (
              // biome-ignore lint/a11y/useSemanticElements: options stand in groups of a listbox, not in a fieldset.
              <div key={name} role="group" aria-label={name}>
                <div className="palette-group" aria-hidden>
                  {name}
                </div>
                {those.map((choice) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys.
                  <div
                    key={choice.id}
                    id={`${list}${choice.id}`}
                    role="option"
                    tabIndex={-1}
                    aria-selected={choice === chosen}
                    className="palette-choice"
                    onClick={() => go(choice)}
                  >
                    <span>{choice.name}</span>
                    {choice.beside}
                  </div>
                ))}
              </div>
            ))}
          </div>
          {choices.length === 0 && <p className="palette-none">{say('palette.none')}</p>}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
};

/** Customers first, then screens; groups without any are left out. */
const useChoices = (typed: string): { name: string; choices: Choice[] }[] => {
  const say = useText();
  const formats = useFormats();
  const { chosen } = useAsOf();
  const [q] = useDebouncedValue(typed.trim(), TYPING_PAUSE_MS);
  const found = useQuery({
    ...accountPageQuery(
      { q: q || undefined, as_of: chosen, churned: 'include', sort: 'name' },
      0,
      MOST_CUSTOMERS,
    ),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  const asOf = chosen === undefined ? '' : `?as_of=${chosen}`;
  const customers = (typed.trim() === '' ? [] : (found.data?.rows ?? [])).map((row) => ({
    id: `customer-${row.id}`,
    href: `/customers/${accountPath(row.id)}${asOf}`,
    name: row.name,
    beside: (
      <span className="num">
        {row.health === null ? '?' : formats.score(row.health)} <BandMark band={row.band_shown} />
      </span>
    ),
  }));
  const wanted = typed.trim().toLowerCase();
  const screens = [...places, { to: '/docs', message: 'nav.docs' } as const]
    .map(({ to, message }) => ({ id: to.slice(1), href: `${to}${asOf}`, name: say(message) }))
    .filter(({ name }) => name.toLowerCase().includes(wanted));
  return [
    { name: say('nav.customers'), choices: customers },
    { name: say('palette.screens'), choices: screens },
  ].filter(({ choices }) => choices.length > 0);
};
