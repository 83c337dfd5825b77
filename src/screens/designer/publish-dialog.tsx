import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../server/call.ts';
import { factsKey, statusQuery } from '../server/queries.ts';
import { useText } from '../text/text.ts';
import { ChangeList } from './change-list.tsx';
import { versionsQuery } from './designer-queries.ts';
import type { Effect } from './use-effect-of.ts';
import type { ModelChange } from './version-changes.ts';

interface Props {
  effect: Effect;
  changes: readonly ModelChange[];
  /** Stores what is not stored yet; the number of the draft. */
  save: () => Promise<number>;
  onPublished: () => void;
  onClose: () => void;
}

const AUTHOR = 'hale-author';

/** Makes a draft the score that counts; asks for the reason, which history keeps. */
export const PublishDialog = ({ effect, changes, save, onPublished, onClose }: Props) => {
  const say = useText();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const [author, setAuthor] = useState(() => localStorage.getItem(AUTHOR) ?? '');
  const [isTried, setTried] = useState(false);
  const publishing = useMutation({
    mutationFn: async () => {
      const version = await save();
      localStorage.setItem(AUTHOR, author);
      return call('version.publish', {
        params: { version: String(version) },
        body: { note, author },
      });
    },
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
    // Put together by hand: the header of a plain Modal is a second banner of the page.
    <Modal.Root opened onClose={onClose}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body p="md">
          <Group justify="space-between" mb="sm" wrap="nowrap">
            <Modal.Title fz="h4" fw={650}>
              {say('designer.publish.title')}
            </Modal.Title>
            <Modal.CloseButton aria-label={say('designer.publish.close')} />
          </Group>
          <Stack
            component="form"
            gap="sm"
            onSubmit={(event) => {
              event.preventDefault();
              setTried(true);
              if (!isMissing) publishing.mutate();
            }}
          >
            <Text>{say('designer.effect', { n: effect.changed, of: effect.accounts })}</Text>
            <ChangeList changes={changes} />
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
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
};
