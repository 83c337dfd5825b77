import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Version, VersionSummary } from '../../api/contract/version.ts';
import { Dialog } from '../components/dialog.tsx';
import { call } from '../server/call.ts';
import { factsKey, statusQuery } from '../server/queries.ts';
import { useText } from '../text/text.ts';
import { ChangeList } from './change-list.tsx';
import { versionsQuery } from './designer-queries.ts';
import type { Effect } from './use-effect-of.ts';
import type { ModelChange } from './version-changes.ts';
import { useVersionName } from './version-name.ts';

interface Props {
  effect: Effect;
  changes: readonly ModelChange[];
  /** The one that is worked on, and the one whose place it takes. */
  version: Version;
  current: Version;
  versions: readonly VersionSummary[];
  /** Stores what is not stored yet; the draft. */
  save: () => Promise<Pick<Version, 'id' | 'revision'>>;
  onPublished: () => void;
  onClose: () => void;
}

const AUTHOR = 'hale-author';

/** Makes a draft the score that counts; asks for the reason, which history keeps. */
export const PublishDialog = (props: Props) => {
  const { effect, changes, version, current, versions, save, onPublished, onClose } = props;
  const say = useText();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const [author, setAuthor] = useState(() => localStorage.getItem(AUTHOR) ?? '');
  const [isTried, setTried] = useState(false);
  const publishing = useMutation({
    mutationFn: async () => {
      const { id, revision } = await save();
      localStorage.setItem(AUTHOR, author);
      return call('version.publish', {
        params: { version: String(id) },
        body: { note, author, revision, replaces: current.id },
      });
    },
    // What came between has to be seen before trying again.
    onError: () => client.invalidateQueries({ queryKey: versionsQuery.queryKey.slice(0, 1) }),
    onSuccess: async () => {
      onPublished();
      await Promise.all(
        [versionsQuery.queryKey.slice(0, 1), statusQuery.queryKey, factsKey].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      );
    },
  });
  const isMissing = note.trim() === '';
  return (
    <Dialog
      title={say('designer.publish.title')}
      closing={say('designer.publish.close')}
      onClose={onClose}
    >
      <Stack
        component="form"
        gap="sm"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!isMissing) publishing.mutate();
        }}
      >
        <Since version={version} current={current} versions={versions} />
        <Text>{say('designer.effect', { n: effect.changed, of: effect.accounts })}</Text>
        <Changes changes={changes} />
        <Textarea
          data-autofocus
          label={say('designer.publish.note')}
          description={say('designer.publish.note.what')}
          withAsterisk
          autosize
          minRows={2}
          value={note}
          error={isTried && isMissing ? say('designer.publish.note.missing') : null}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <TextInput
          label={say('designer.publish.author')}
          value={author}
          maxLength={200}
          onChange={(event) => setAuthor(event.currentTarget.value)}
        />
        {publishing.isError && (
          <Text c="error" size="sm" role="alert">
            {publishing.error.message}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {say('designer.publish.cancel')}
          </Button>
          <Button type="submit" loading={publishing.isPending}>
            {say('designer.publish')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
};

const Changes = ({ changes }: Pick<Props, 'changes'>) => {
  const say = useText();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard.
    <section className="publish-changes" tabIndex={0} aria-label={say('designer.publish.changes')}>
      <ChangeList changes={changes} />
    </section>
  );
};

/** That others have published since the draft began: what they changed and it does not have is taken back. */
const Since = ({ version, current, versions }: Pick<Props, 'version' | 'current' | 'versions'>) => {
  const say = useText();
  const nameOf = useVersionName();
  const began = version.state === 'draft' ? version.based_on : version.id;
  const first = versions.find(({ id }) => id === began);
  if (first === undefined || began === current.id) return null;
  return (
    <Text size="sm">
      {say('designer.publish.since', {
        began: nameOf(first),
        current: nameOf(current),
        why: [current.author, current.note].filter(Boolean).join(': '),
      })}
    </Text>
  );
};
