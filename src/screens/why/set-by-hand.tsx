import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { HealthExplanation } from '../../api/contract/health.ts';
import type { Override } from '../../api/contract/override.ts';
import { useAsOf } from '../app/as-of-day.ts';
import { useStatus } from '../app/status.tsx';
import { BandMark } from '../components/band-mark.tsx';
import { NoHealth } from '../components/nothing.tsx';
import { OverrideAuthor, OverrideValue } from '../customer/override-line.tsx';
import { overridesQuery } from '../server/queries.ts';
import { useFormats, useText } from '../text/text.ts';

interface Props {
  account: string;
  explanation: HealthExplanation;
}

/** What a person has set beside the score: hatched, with who, why and until when, and the computed value below it. */
export const SetByHand = ({ account, explanation }: Props) => {
  const say = useText();
  const { chosen } = useAsOf();
  const { data } = useQuery(overridesQuery(account, chosen));
  if (data === undefined) return null;
  return (
    <section className="panel" aria-label={say('override.title')}>
      {data.in_force === null ? (
        <Text size="sm">
          {say('override.none')} <ToForm account={account} label={say('override.set')} />
        </Text>
      ) : (
        <InForce override={data.in_force} account={account} explanation={explanation} />
      )}
    </section>
  );
};

const ToForm = ({ account, label }: { account: string; label: string }) => (
  <Link
    to="/customers/$account"
    params={{ account }}
    search={(search) => search}
    hash="override"
    className="opens"
  >
    {label}
  </Link>
);

const InForce = ({ override, account, explanation }: Props & { override: Override }) => {
  const say = useText();
  const formats = useFormats();
  const [from, to] = useSpanOf(override);
  const { health, coverage, band_shown } = explanation;
  return (
    <>
      <dl className="by-hand">
        <dt>
          <ToForm account={account} label={say('override.by_hand')} />
        </dt>
        <dd>
          <OverrideValue override={override} />{' '}
          {say('override.until', { day: formats.day(override.last_day) })}
        </dd>
        <dd className="stretch" aria-hidden>
          <i
            className="hatched"
            style={{
              left: `${from}%`,
              width: `${to - from}%`,
              color: `var(--${override.band}-fill)`,
            }}
          />
        </dd>
        <dt>{say('override.computed')}</dt>
        <dd>
          {health === null ? (
            <NoHealth coverage={coverage} />
          ) : (
            <strong className="num">{formats.score(health)}</strong>
          )}{' '}
          <BandMark band={band_shown} />
        </dd>
        <dd className="stretch" aria-hidden>
          <i
            style={{ left: 0, width: `${health ?? 0}%`, background: `var(--${band_shown}-fill)` }}
          />
        </dd>
      </dl>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {override.reason}
      </Text>
      <OverrideAuthor override={override} />
    </>
  );
};

/** From where to where of 0..100: up to a health that was set, or over the whole of a band that was. */
const useSpanOf = ({ health, band }: Override): [from: number, to: number] => {
  const { bands } = useStatus();
  if (health !== null) return [0, health];
  if (band === 'healthy') return [bands.healthy, 100];
  return band === 'attention' ? [bands.attention, bands.healthy] : [0, bands.attention];
};
