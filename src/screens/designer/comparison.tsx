import { Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ScoringModel } from '../../scoring/model.ts';
import { BandMatrix } from '../charts/band-matrix.tsx';
import { Panel } from '../components/panel.tsx';
import { useText } from '../text/text.ts';
import { ChangeList } from './change-list.tsx';
import type { DesignerSearch } from './designer-search.ts';
import { listedAccounts } from './listed-accounts.ts';
import { MovedAccounts } from './moved-accounts.tsx';
import { type Scored, useEffectOf } from './use-effect-of.ts';
import { modelChanges } from './version-changes.ts';

interface Props {
  before: ScoringModel;
  after: ScoringModel;
  scored: Scored;
}

/** Two versions: in what they differ, what that does to today's customers, and to which of them. */
export const Comparison = ({ before, after, scored }: Props) => {
  const say = useText();
  const { from, to }: DesignerSearch = useSearch({ from: '/designer' });
  const navigate = useNavigate({ from: '/designer' });
  const effect = useEffectOf(scored, before, after);
  const changes = useMemo(() => modelChanges(before, after), [before, after]);
  const listed = useMemo(() => listedAccounts(effect, { from, to }), [effect, from, to]);
  return (
    <>
      <Panel title={say('designer.differences')}>
        {changes.length === 0 ? (
          <Text c="dimmed">{say('designer.compare.same')}</Text>
        ) : (
          <ChangeList changes={changes} />
        )}
        <Text fw={600} mt="sm" mb="xs">
          {say('designer.effect', { n: effect.changed, of: effect.accounts })}
        </Text>
        <BandMatrix
          matrix={effect.matrix}
          chosen={from !== undefined && to !== undefined ? { from, to } : null}
          onChoose={(cell) =>
            void navigate({
              search: (was) => ({ ...was, from: cell?.from, to: cell?.to, bin: undefined }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      </Panel>
      <MovedAccounts listed={listed} chosen={{ from, to }} effect={effect} scored={scored} />
    </>
  );
};
