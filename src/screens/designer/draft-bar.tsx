import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { Version, VersionSummary } from '../../api/contract/version.ts';
import { useFormats, useText } from '../text/text.ts';
import type { Draft } from './use-draft.ts';
import type { SaveDraft } from './use-save-draft.ts';
import { useUndoKeys } from './use-undo-keys.ts';
import { useVersionName } from './version-name.ts';

interface Props {
  version: Version;
  versions: readonly VersionSummary[];
  current: number;
  draft: Draft;
  saving: SaveDraft;
  canPublish: boolean;
  onPublish: () => void;
}

/** Which version is worked on, and what can be done with it. */
export const DraftBar = (props: Props) => {
  const { version, versions, current, draft, saving, canPublish, onPublish } = props;
  const say = useText();
  const formats = useFormats();
  const nameOf = useVersionName();
  const navigate = useNavigate({ from: '/designer' });
  useUndoKeys(draft);
  // One that somebody else has thrown away is still worked on here.
  const known = versions.some(({ id }) => id === version.id) ? versions : [version, ...versions];
  const shown = known.filter(
    ({ id, state }) => state === 'draft' || id === current || id === version.id,
  );
  const told = draft.isChanged
    ? say(draft.isRestored ? 'designer.unsaved.restored' : 'designer.unsaved')
    : version.state === 'draft'
      ? say('designer.saved', { at: formats.instant(version.saved_at) })
      : '';
  return (
    <Group gap="xs" justify="space-between" align="flex-end" className="draft-bar">
      <Group gap="xs" align="flex-end">
        <NativeSelect
          size="xs"
          label={say('designer.working_on')}
          value={String(version.id)}
          data={shown.map((each) => ({
            value: String(each.id),
            label:
              each.id === current
                ? say('designer.working_on.current', { version: nameOf(each) })
                : nameOf(each),
          }))}
          onChange={(event) => {
            const id = event.currentTarget.value;
            void navigate({
              search: (was) => ({ ...was, version: id === String(current) ? undefined : id }),
            });
          }}
        />
        <Text size="sm" c="dimmed">
          {told}
        </Text>
      </Group>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          disabled={draft.undo === null}
          onClick={() => draft.undo?.()}
        >
          {say('designer.undo')}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={draft.redo === null}
          onClick={() => draft.redo?.()}
        >
          {say('designer.redo')}
        </Button>
        <Button size="xs" variant="default" disabled={!draft.isChanged} onClick={draft.discard}>
          {say('designer.discard')}
        </Button>
        {version.state === 'draft' && (
          <Button size="xs" variant="default" disabled={saving.isBusy} onClick={saving.remove}>
            {say('designer.remove_draft')}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          disabled={!draft.isChanged}
          loading={saving.isBusy}
          onClick={() => void saving.save().catch(() => {})}
        >
          {say('designer.save')}
        </Button>
        <Button size="xs" disabled={!canPublish} onClick={onPublish}>
          {say('designer.publish.open')}
        </Button>
      </Group>
      {saving.error !== null && (
        <Text c="error" size="sm" role="alert">
          {saving.error.message}
        </Text>
      )}
      {(draft.isOvertaken || saving.isRefused) && (
        <Overtaken draft={draft} saving={saving} canOpen={draft.isOvertaken} />
      )}
    </Group>
  );
};

interface OvertakenProps extends Pick<Props, 'draft' | 'saving'> {
  /** Whether there is something else to work on with. */
  canOpen: boolean;
}

/** Somebody else was at the same draft: neither's work is lost without a word. */
const Overtaken = ({ draft, saving, canOpen }: OvertakenProps) => {
  const say = useText();
  return (
    <Group gap="xs" className="draft-overtaken">
      {canOpen && saving.error === null && (
        <Text size="sm" role="status">
          {say('designer.overtaken')}
        </Text>
      )}
      <Button
        size="compact-sm"
        variant="default"
        loading={saving.isBusy}
        onClick={() => void saving.saveApart().catch(() => {})}
      >
        {say('designer.overtaken.apart')}
      </Button>
      {canOpen && (
        <Button size="compact-sm" variant="default" onClick={draft.discard}>
          {say('designer.overtaken.theirs')}
        </Button>
      )}
    </Group>
  );
};
