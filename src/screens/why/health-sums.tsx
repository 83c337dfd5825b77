import { Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { HealthExplanation } from '../../api/contract/health.ts';
import { useStatus } from '../app/status.tsx';
import { BandMark } from '../components/band-mark.tsx';
import { useFormats, useText } from '../text/text.ts';
import type { ShownParts } from './shown-parts.ts';

interface Props {
  explanation: HealthExplanation;
  shown: ShownParts;
}

/** The figure in one sentence, how much data it rests on, and how far the next band is. */
export const HealthSums = ({ explanation, shown }: Props) => {
  const say = useText();
  const formats = useFormats();
  const { bands } = useStatus();
  const { health, capped, coverage, sums, to_next_band } = explanation;
  const isPartlyKnown = sums.n_known_kpis > 0 && sums.n_known_kpis < sums.n_kpis;
  return (
    <section className="panel" aria-label={say('why.sums')}>
      <Stack gap={6}>
        <Text size="lg">
          <BandMark band={explanation.band_shown} />{' '}
          {health === null
            ? say('why.sum.unknown', {
                share: coverage,
                percent: formats.percent(coverage, 0),
                minimum: formats.percent(bands.minimum_coverage, 0),
              })
            : say('why.sum', {
                earned: formats.fixed(shown.earned, 1),
                missed: formats.fixed(shown.missed, 1),
              })}
        </Text>
        {capped !== null && (
          <Text>
            {say('why.capped', { most: formats.decimal(capped.at_most), reason: capped.reason })}
          </Text>
        )}
        <Text size="sm">
          {say('why.coverage', {
            percent: formats.percent(coverage, 0),
            known: sums.n_known_kpis,
            all: sums.n_kpis,
            weight: formats.decimal(sums.weight_known),
            weights: formats.decimal(sums.weight_all),
          })}{' '}
          {health !== null && isPartlyKnown && say('why.coverage.spread')}
        </Text>
        {explanation.band !== explanation.band_shown && (
          <Text size="sm">
            {say('why.hysteresis', {
              band: say(`band.${explanation.band}`),
              margin: explanation.hysteresis,
            })}
          </Text>
        )}
        {to_next_band !== null && (
          <Text size="sm">
            {say('why.next_band', {
              // Up to the next tenth: from the health that is shown, it is just so far to the edge.
              points: formats.fixed(Math.ceil(to_next_band.points * 10 - 1e-8) / 10, 1),
              edge: formats.decimal(to_next_band.edge),
              band: say(`band.${to_next_band.band}`),
            })}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {say('why.scored_by', {
            profile: explanation.profile.name,
            version: explanation.settings_version,
          })}{' '}
          <Link to="/designer" search={{ tab: 'history' }} className="opens">
            {say('nav.designer')}
          </Link>
        </Text>
      </Stack>
    </section>
  );
};
