import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import type { Profile, ScoringModel } from '../../scoring/model.ts';
import { attributeFields } from '../../scoring/rule-fields.ts';
import { Panel } from '../components/panel.tsx';
import { useText } from '../text/text.ts';
import {
  addProfile,
  freeProfileId,
  moveProfile,
  removeProfile,
  withProfile,
} from './model-edits.ts';
import { RuleField } from './rule-field.tsx';
import type { ChangeModel } from './use-draft.ts';
import type { Effect, Scored } from './use-effect-of.ts';

interface Props {
  model: ScoringModel;
  profile: Profile;
  effect: Effect;
  scored: Scored;
  onChoose: (profile: string) => void;
  change: ChangeModel;
}

const parentModes = ['own', 'mean', 'worst', 'arr_weighted'] as const;
const modeNames: Record<ScoringModel['parents'], string> = {
  own: 'designer.parents.own',
  mean: 'designer.parents.mean',
  worst: 'designer.parents.worst',
  arr_weighted: 'designer.parents.arr_weighted',
};

/** Who is scored by which profile: the first rule that holds, from top to bottom. */
export const ProfilesPanel = ({ model, profile, effect, scored, onChoose, change }: Props) => {
  const say = useText();
  const { profiles } = model;
  const { profileOf } = effect.after;
  const members = useMemo(() => {
    const counts = profiles.map(() => 0);
    for (const place of profileOf) counts[place] = (counts[place] ?? 0) + 1;
    return counts;
  }, [profileOf, profiles]);
  const fields = useMemo(
    () => attributeFields(Object.keys(scored.readings.accounts.custom)),
    [scored],
  );
  const last = profiles.length - 1;
  const at = profiles.indexOf(profile);
  return (
    <Panel title={say('designer.profiles')}>
      <ol className="profiles">
        {profiles.map((each, index) => (
          <li key={each.id}>
            <button
              type="button"
              aria-pressed={each.id === profile.id}
              onClick={() => onChoose(each.id)}
            >
              <strong>{each.name}</strong>
              <span>{say('designer.profile.accounts', { n: members[index] ?? 0 })}</span>
            </button>
          </li>
        ))}
      </ol>
      <TextInput
        size="xs"
        label={say('designer.profile.name')}
        value={profile.name}
        onChange={(event) => {
          const name = event.currentTarget.value;
          if (name.trim() === '') return;
          change(`name ${profile.id}`, (was) =>
            withProfile(was, profile.id, (it) => ({ ...it, name })),
          );
        }}
      />
      {profile.rule === null ? (
        <Text size="sm" c="dimmed" mt="xs">
          {say('designer.profile.rest')}
        </Text>
      ) : (
        <RuleField
          key={profile.id}
          label={say('designer.profile.rule')}
          value={profile.rule}
          fields={fields}
          onChange={(rule) =>
            change(`rule ${profile.id}`, (was) =>
              withProfile(was, profile.id, (it) => ({ ...it, rule })),
            )
          }
        />
      )}
      <Group gap="xs" mt="xs">
        <Button
          size="compact-sm"
          variant="default"
          disabled={at <= 0 || at === last}
          onClick={() => change('order', (was) => moveProfile(was, profile.id, -1))}
        >
          {say('designer.profile.up')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={at >= last - 1}
          onClick={() => change('order', (was) => moveProfile(was, profile.id, 1))}
        >
          {say('designer.profile.down')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={at === last}
          onClick={() => {
            change('profiles', (was) => removeProfile(was, profile.id));
            onChoose(profiles[last]?.id ?? profile.id);
          }}
        >
          {say('designer.profile.remove')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            const id = freeProfileId(model);
            const name = say('designer.profile.new', { number: profiles.length });
            change('profiles', (was) => addProfile(was, id, name));
            onChoose(id);
          }}
        >
          {say('designer.profile.add')}
        </Button>
      </Group>
      <NativeSelect
        size="xs"
        mt="md"
        label={say('designer.parents')}
        value={model.parents}
        data={parentModes.map((mode) => ({ value: mode, label: say(modeNames[mode]) }))}
        onChange={(event) => {
          const parents = parentModes.find((mode) => mode === event.currentTarget.value);
          if (parents !== undefined) change('parents', (was) => ({ ...was, parents }));
        }}
      />
    </Panel>
  );
};
