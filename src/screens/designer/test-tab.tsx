import { Autocomplete, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { healthOf } from '../../scoring/health.ts';
import type { Profile, ScoringModel } from '../../scoring/model.ts';
import { readDraft, type ScoredPortfolio } from '../../scoring/portfolio-model.ts';
import { BandMark } from '../components/band-mark.tsx';
import { Panel } from '../components/panel.tsx';
import { useFormats, useText } from '../text/text.ts';
import type { DesignerSearch } from './designer-search.ts';
import { TestedParts } from './tested-parts.tsx';
import type { Effect, Scored } from './use-effect-of.ts';

interface Props {
  current: ScoringModel;
  model: ScoringModel;
  effect: Effect;
  scored: Scored;
}

const MOST_FOUND = 30;

/** One customer under both settings, part by part. */
export const TestTab = ({ current, model, effect, scored }: Props) => {
  const say = useText();
  const search: DesignerSearch = useSearch({ from: '/designer' });
  const navigate = useNavigate({ from: '/designer' });
  const { accounts } = scored.readings;
  const numbers = useMemo(() => new Map(accounts.id.map((id, at) => [id, at])), [accounts]);
  const account = numbers.get(Number(search.account)) ?? null;
  const [typed, setTyped] = useState(account === null ? '' : (accounts.name[account] ?? ''));
  const found = useMemo(() => {
    const words = typed.trim().toLowerCase();
    const options: { value: string; label: string }[] = [];
    for (const [at, name] of accounts.name.entries()) {
      const id = accounts.account_id[at] ?? '';
      if (!name.toLowerCase().includes(words) && !id.toLowerCase().includes(words)) continue;
      options.push({ value: String(accounts.id[at]), label: `${name} · ${id}` });
      if (options.length >= MOST_FOUND) break;
    }
    return options;
  }, [typed, accounts]);
  return (
    <Panel title={say('designer.test')}>
      <Autocomplete
        label={say('designer.test.search')}
        value={typed}
        data={found}
        filter={({ options }) => options}
        limit={MOST_FOUND}
        onChange={setTyped}
        onOptionSubmit={(value) => {
          void navigate({
            search: (was) => ({ ...was, account: value }),
            replace: true,
            resetScroll: false,
          });
        }}
        style={{ maxWidth: 420 }}
        mb="md"
      />
      {account === null ? (
        <Text c="dimmed">{say('designer.test.none')}</Text>
      ) : (
        <Tested
          account={account}
          before={{ model: current, scores: effect.before }}
          after={{ model, scores: effect.after }}
          scored={scored}
        />
      )}
    </Panel>
  );
};

interface Side {
  model: ScoringModel;
  scores: ScoredPortfolio;
}

const profileIn = ({ model, scores }: Side, account: number): Profile | undefined =>
  model.profiles[scores.profileOf[account] ?? 0];

const Tested = ({
  account,
  before,
  after,
  scored,
}: {
  account: number;
  before: Side;
  after: Side;
  scored: Scored;
}) => {
  const say = useText();
  const formats = useFormats();
  const profiles = [profileIn(before, account), profileIn(after, account)] as const;
  const explained = profiles.map((profile) => {
    if (profile === undefined) return null;
    const places = Math.max(...profile.kpis.map(({ place }) => place), 0) + 1;
    const readings = Array.from({ length: places }, (_, place) => {
      const value = scored.portfolio.readings.column(place)?.[account];
      return { value: value === undefined || Number.isNaN(value) ? null : value, n: 0 };
    });
    return { profile, health: healthOf(readings, readDraft(profile)) };
  });
  // What a parent shows may come from its children, of which the parts say nothing.
  const ofChildren = [before, after].map(({ scores }, side) => {
    const shown = scores.health[account] ?? Number.NaN;
    const own = explained[side]?.health.health ?? Number.NaN;
    return Object.is(shown, own) || Math.abs(shown - own) < 1e-9 ? null : shown;
  });
  const [old, fresh] = explained;
  if (!old || !fresh) return null;
  return (
    <>
      <dl className="facts">
        {[
          { label: say('designer.before'), side: old, shown: ofChildren[0] ?? null },
          { label: say('designer.after'), side: fresh, shown: ofChildren[1] ?? null },
        ].map(({ label, side: { health, profile }, shown }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {health.health === null ? '?' : formats.score(health.health)}{' '}
              <BandMark band={health.band} />
            </dd>
            <dd className="profile-name">{profile.name}</dd>
            {shown !== null && (
              <dd className="profile-name">
                {say('designer.test.parent', { health: formats.score(shown) })}
              </dd>
            )}
            {health.capped !== null && (
              <dd className="profile-name">
                {say('designer.test.capped', {
                  reason: health.capped.reason,
                  most: formats.decimal(health.capped.atMost),
                })}
              </dd>
            )}
          </div>
        ))}
      </dl>
      <TestedParts
        account={scored.readings.accounts.id[account] ?? 0}
        before={old.health}
        after={fresh.health}
        places={scored.readings.places}
      />
    </>
  );
};
