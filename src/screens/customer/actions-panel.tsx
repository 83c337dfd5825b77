import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Actions } from '../../api/contract/health.ts';
import { useAsOf } from '../app/as-of-day.ts';
import { BandMark } from '../components/band-mark.tsx';
import { Panel } from '../components/panel.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { actionsQuery } from '../server/queries.ts';
import { kpiName, readingText } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';

type Action = Actions['actions'][number];

/** The server puts what gains most first; more than this nobody does in a day. */
const SHOWN_AT_FIRST = 5;

const ActionLine = ({ action, account }: { action: Action; account: string }) => {
  const say = useText();
  const formats = useFormats();
  const why = action.why[formats.locale]
    .replaceAll('{value}', readingText(formats, action.unit, action.reading))
    .replaceAll('{n}', formats.integer(action.n));
  return (
    <li>
      <Text fw={600}>{action.title[formats.locale]}</Text>
      <Text size="sm">{why}</Text>
      <Text size="sm">
        <BandMark band={action.band} brief />{' '}
        <Link
          to="/customers/$account/why"
          params={{ account }}
          search={(search) => ({ ...search, open: action.kpi })}
          className="opens"
        >
          {say('actions.why', { kpi: kpiName(say, action.kpi) })}
        </Link>
      </Text>
    </li>
  );
};

/** What to do next, each with the figure that fired it. */
export const ActionsPanel = ({ account }: { account: string }) => {
  const say = useText();
  const { chosen } = useAsOf();
  const [allShown, { open: showAll }] = useDisclosure(false);
  const actions = useQuery(actionsQuery(account, chosen));
  if (actions.isPending) return <BlockSkeleton height={220} />;
  if (actions.isError) {
    return <Failed error={actions.error} onRetry={() => void actions.refetch()} />;
  }
  const list = actions.data.actions;
  return (
    <Panel title={say('actions.title')}>
      {list.length === 0 ? (
        <Text c="dimmed">{say('actions.none')}</Text>
      ) : (
        <Stack component="ul" className="plain-list" gap="md">
          {list.slice(0, allShown ? list.length : SHOWN_AT_FIRST).map((action) => (
            <ActionLine key={`${action.kpi}.${action.id}`} action={action} account={account} />
          ))}
        </Stack>
      )}
      {list.length > SHOWN_AT_FIRST && !allShown && (
        <Button variant="default" size="compact-md" mt="md" onClick={showAll}>
          {say('actions.more', { n: list.length - SHOWN_AT_FIRST })}
        </Button>
      )}
    </Panel>
  );
};
