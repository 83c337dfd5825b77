import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Override } from '../../api/contract/override.ts';
import { useAsOf } from '../app/as-of-day.ts';
import { BandMark } from '../components/band-mark.tsx';
import { overridesQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';

/** A health set by hand with its band, or the band that was set. */
export const OverrideValue = ({ override }: { override: Override }) => {
  const formats = useFormats();
  return (
    <>
      {override.health !== null && (
        <strong className="num">{formats.score(override.health)} </strong>
      )}
      <BandMark band={override.band} />
    </>
  );
};

/** Who set it, and on which day. */
export const OverrideAuthor = ({ override }: { override: Override }) => {
  const say = useText();
  const formats = useFormats();
  const day = formats.day(override.set_on);
  return (
    <Text size="sm" c="dimmed">
      {override.author === ''
        ? say('override.by_nobody', { day })
        : say('override.by', { author: override.author, day })}
    </Text>
  );
};

/** Beside a computed health: what was set by hand, and the way to it. Nothing where nothing was, or while it is not known. */
export const OverrideLine = ({ account }: { account: string }) => {
  const say = useText();
  const formats = useFormats();
  const { chosen } = useAsOf();
  const { data } = useQuery(overridesQuery(account, chosen));
  if (data === undefined || data.in_force === null) return null;
  const { in_force } = data;
  return (
    <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
      <Link
        to="/customers/$account"
        params={{ account }}
        search={(search) => search}
        hash="override"
        className="opens"
      >
        {say('override.by_hand')}
      </Link>
      {': '}
      <OverrideValue override={in_force} />{' '}
      {say('override.until', { day: formats.day(in_force.last_day) })}
    </Text>
  );
};
