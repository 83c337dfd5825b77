import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AccountGroup, Relative } from '../../api/contract/group.ts';
import { accountPath } from '../../api/contract/paths.ts';
import { useAsOf } from '../app/as-of-day.ts';
import { BandMark } from '../components/band-mark.tsx';
import { Panel } from '../components/panel.tsx';
import { groupQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';

const RelativeLine = ({ relative }: { relative: Relative }) => {
  const formats = useFormats();
  return (
    <>
      <Link
        to="/customers/$account"
        params={{ account: accountPath(relative.id) }}
        search={(search) => search}
        className="opens"
      >
        {relative.name}
      </Link>{' '}
      {relative.health !== null && (
        <strong className="num">{formats.score(relative.health)} </strong>
      )}
      <BandMark band={relative.band} />
    </>
  );
};

const modes: Record<Exclude<AccountGroup['parents'], 'own'>, string> = {
  mean: 'group.mean',
  worst: 'group.worst',
  arr_weighted: 'group.arr_weighted',
};

/** How the health of a parent comes about; its own stands beside it. */
const HowScored = ({ group }: { group: AccountGroup }) => {
  const say = useText();
  const formats = useFormats();
  if (group.parents === 'own' || group.n_children === 0) return null;
  return (
    <Text size="sm" c="dimmed">
      {say(modes[group.parents])}{' '}
      {group.own_health === null
        ? say('group.own.unknown')
        : say('group.own', { health: formats.score(group.own_health) })}
    </Text>
  );
};

/** Parent and children of a customer; nothing where there are none, or while that is not known. */
export const GroupPanel = ({ account }: { account: string }) => {
  const say = useText();
  const { chosen } = useAsOf();
  const { data } = useQuery(groupQuery(account, chosen));
  if (data === undefined) return null;
  if (data.parent === null && data.n_children === 0 && data.cycle.length === 0) return null;
  return (
    <Panel title={say('group.title')} id="group">
      {data.parent !== null && (
        <Text>
          {say('group.parent')} <RelativeLine relative={data.parent} />
        </Text>
      )}
      <HowScored group={data} />
      {data.cycle.length > 0 && (
        <Text size="sm" role="status">
          {say('group.cycle', { accounts: data.cycle.join(', ') })}
        </Text>
      )}
      {data.n_children > 0 && (
        <>
          <Text mt="xs">{say('group.children', { n: data.n_children })}</Text>
          <ul className="plain-list">
            {data.children.map((child) => (
              <li key={child.id}>
                <RelativeLine relative={child} />
              </li>
            ))}
          </ul>
          {data.n_children > data.children.length && (
            <Text size="sm" c="dimmed">
              {say('group.more', { n: data.n_children - data.children.length })}
            </Text>
          )}
        </>
      )}
    </Panel>
  );
};
