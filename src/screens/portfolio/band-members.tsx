import { Button, CloseButton, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { accountPath } from '../../api/contract/paths.ts';
import type { Band } from '../app/search-words.ts';
import { BandMark } from '../components/band-mark.tsx';
import { BlockSkeleton, Failed } from '../components/states.tsx';
import { useFormats, useText } from '../text/text.ts';
import { bandMembersQuery } from './portfolio-queries.ts';

interface Props {
  day: string;
  band: Band;
  onClose: () => void;
}

/** The customers that make up one band of one week, each of them open on that day. */
export const BandMembers = ({ day, band, onClose }: Props) => {
  const say = useText();
  const formats = useFormats();
  const members = useInfiniteQuery(bandMembersQuery(day, band));
  if (members.isPending) return <BlockSkeleton height={160} />;
  if (members.isError) {
    return <Failed error={members.error} onRetry={() => void members.refetch()} />;
  }
  const { pages } = members.data;
  const total = pages[0]?.total ?? 0;
  const rows = pages.flatMap((page) => page.rows);
  const title = say('bands.members', { n: total, day: formats.day(day) });
  return (
    <section aria-label={title} className="band-members">
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600} aria-live="polite">
          <BandMark band={band} /> {title}
        </Text>
        <CloseButton onClick={onClose} aria-label={say('bands.members.close')} />
      </Group>
      <ul className="member-list">
        {rows.map(({ id, name, health }) => (
          <li key={id}>
            <Link
              to="/customers/$account/why"
              params={{ account: accountPath(id) }}
              search={{ as_of: day }}
              className="opens"
            >
              {name}
            </Link>{' '}
            <span className="num">{health === null ? '?' : formats.score(health)}</span>
          </li>
        ))}
      </ul>
      {members.hasNextPage && (
        <Button
          size="compact-sm"
          variant="default"
          loading={members.isFetchingNextPage}
          onClick={() => void members.fetchNextPage()}
        >
          {say('bands.members.more', { n: total - rows.length })}
        </Button>
      )}
    </section>
  );
};
