import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { ScoringModel } from '../../scoring/model.ts';
import { BandMatrix } from '../charts/band-matrix.tsx';
import { useText } from '../text/text.ts';
import { ChangeList } from './change-list.tsx';
import { type Scored, useEffectOf } from './use-effect-of.ts';
import { modelChanges } from './version-changes.ts';

interface Props {
  before: ScoringModel;
  after: ScoringModel;
  scored: Scored;
}

/** Two versions: in what they differ, and what that does to today's customers. */
export const Comparison = ({ before, after, scored }: Props) => {
  const say = useText();
  const effect = useEffectOf(scored, before, after);
  const changes = useMemo(() => modelChanges(before, after), [before, after]);
  return (
    <>
      {changes.length === 0 ? (
        <Text c="dimmed">{say('designer.compare.same')}</Text>
      ) : (
        <ChangeList changes={changes} />
      )}
      <Text fw={600} mt="sm" mb="xs">
        {say('designer.effect', { n: effect.changed, of: effect.accounts })}
      </Text>
      <BandMatrix matrix={effect.matrix} />
    </>
  );
};
