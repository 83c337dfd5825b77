import { Autocomplete, Button, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Action } from '../../api/contract/action.ts';
import { filterValuesQuery } from '../server/queries.ts';
import { useText } from '../text/text.ts';

interface Props {
  action: Action;
  onSave: (task: { owner: string | null; dueOn: string }) => void;
}

/** Who has a task, and until when. */
export const TaskForm = ({ action, onSave }: Props) => {
  const say = useText();
  const people = useQuery(filterValuesQuery);
  const [owner, setOwner] = useState(action.owner ?? '');
  const [dueOn, setDueOn] = useState(action.due_on ?? '');
  return (
    <Stack
      component="form"
      gap="xs"
      onSubmit={(event) => {
        event.preventDefault();
        onSave({ owner: owner.trim() === '' ? null : owner.trim(), dueOn });
      }}
    >
      <Autocomplete
        label={say('actions.owner')}
        description={say('actions.owner.what')}
        data={people.data?.csms.map(({ value }) => value) ?? []}
        value={owner}
        onChange={setOwner}
        comboboxProps={{ withinPortal: false }}
      />
      <TextInput
        type="date"
        label={say('actions.due_on')}
        value={dueOn}
        required
        onChange={(event) => setDueOn(event.currentTarget.value)}
      />
      <Button type="submit" size="compact-md">
        {say('actions.task.save')}
      </Button>
    </Stack>
  );
};
