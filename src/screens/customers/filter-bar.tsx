import { Button, Group, Kbd, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, type RefObject, useEffect, useState } from 'react';
import type { CustomersSearch } from '../app/search.ts';
import { filterValuesQuery } from '../server/queries.ts';
import { useText } from '../text/text.ts';
import { ROW_LINK } from './list-keys.ts';

interface Props {
  search: CustomersSearch;
  onChange: (change: CustomersSearch) => void;
  searchField: RefObject<HTMLInputElement | null>;
}

interface BarProps extends Props {
  /** What else can be done with the customers that are left. */
  children: ReactNode;
}

/** Long enough to let a word be typed, short enough not to be waited for. */
const TYPING_PAUSE_MS = 160;

/** `-` asks for customers without a value, as the API has it. */
const NONE = '-';

const SearchField = ({ search, onChange, searchField }: Props) => {
  const say = useText();
  const given = search.q ?? '';
  const [typed, setTyped] = useState(given);
  const send = useDebouncedCallback(
    (q: string) => onChange({ q: q || undefined }),
    TYPING_PAUSE_MS,
  );
  // The address changes without typing too: back, a copied link, a filter let go.
  useEffect(() => setTyped(given), [given]);
  return (
    <TextInput
      ref={searchField}
      type="search"
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        send(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        // Back to the rows, which j and k walk; the browser empties the field first.
        if (event.key === 'Escape' && typed === '') event.currentTarget.blur();
        if (event.key === 'Enter') document.querySelector<HTMLElement>(`[${ROW_LINK}]`)?.focus();
      }}
      placeholder={say('customers.search.hint')}
      aria-label={say('customers.search')}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        <Kbd size="xs" aria-hidden>
          /
        </Kbd>
      }
      style={{ flex: '1 1 220px', maxWidth: 340 }}
    />
  );
};

export const FilterBar = ({ children, ...props }: BarProps) => {
  const say = useText();
  const { search, onChange } = props;
  const values = useQuery(filterValuesQuery);
  const options = (all: string, none: string, list: { value: string; n: number }[] | undefined) => [
    { value: '', label: say(all) },
    ...(list ?? []).map(({ value, n }) => ({
      value,
      label: say('customers.option', { value, n }),
    })),
    { value: NONE, label: say(none) },
  ];
  const isFiltered = [search.q, search.band, search.csm, search.segment, search.churned].some(
    (value) => value !== undefined,
  );
  return (
    <Group gap="xs" role="search">
      <SearchField {...props} />
      <NativeSelect
        aria-label={say('column.csm_email')}
        maw={260}
        value={search.csm ?? ''}
        onChange={(event) => onChange({ csm: event.currentTarget.value || undefined })}
        data={options('customers.csm.all', 'customers.csm.none', values.data?.csms)}
      />
      <NativeSelect
        aria-label={say('column.segment')}
        maw={260}
        value={search.segment ?? ''}
        onChange={(event) => onChange({ segment: event.currentTarget.value || undefined })}
        data={options('customers.segment.all', 'customers.segment.none', values.data?.segments)}
      />
      <NativeSelect
        aria-label={say('customers.churned')}
        value={search.churned ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChange({ churned: value === 'include' || value === 'only' ? value : undefined });
        }}
        data={['', 'include', 'only'].map((value) => ({
          value,
          label: say(`customers.churned.${value || 'exclude'}`),
        }))}
      />
      {isFiltered && (
        <Button
          variant="subtle"
          size="compact-md"
          onClick={() =>
            onChange({
              q: undefined,
              band: undefined,
              csm: undefined,
              segment: undefined,
              churned: undefined,
            })
          }
        >
          {say('customers.reset')}
        </Button>
      )}
      <div className="list-file">{children}</div>
    </Group>
  );
};
