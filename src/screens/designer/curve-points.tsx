import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { Unit } from '../../api/contract/kpi.ts';
import type { Curve } from '../../scoring/scoring.ts';
import { useText } from '../text/text.ts';
import { NumberField } from './number-field.tsx';

interface Props {
  curve: Curve;
  unit: Unit;
  onMove: (at: number, point: readonly [number, number]) => void;
  onRemove: (at: number) => void;
}

const HUNDRED = 100;
const DECIMALS = 1e9;
const rounded = (value: number): number => Math.round(value * DECIMALS) / DECIMALS;

/** The points of a curve to be typed; a share is typed in percent. */
export const CurvePoints = ({ curve, unit, onMove, onRemove }: Props) => {
  const say = useText();
  const times = unit === 'share' ? HUNDRED : 1;
  return (
    <table className="curve-points">
      <thead>
        <tr>
          <th scope="col">
            {say(unit === 'share' ? 'designer.reading.percent' : 'designer.reading')}
          </th>
          <th scope="col">{say('designer.score')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {curve.map(([reading, score], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a point keeps its place while it moves.
          <tr key={at}>
            <td>
              <NumberField
                value={rounded(reading * times)}
                spoken={say('designer.point.reading', { number: at + 1 })}
                onChange={(typed) => onMove(at, [rounded(typed / times), score])}
              />
            </td>
            <td>
              <NumberField
                value={score}
                min={0}
                max={100}
                spoken={say('designer.point.score', { number: at + 1 })}
                onChange={(typed) => onMove(at, [reading, typed])}
              />
            </td>
            <td>
              <ActionIcon
                variant="subtle"
                disabled={curve.length === 1}
                aria-label={say('designer.point.remove', { number: at + 1 })}
                onClick={() => onRemove(at)}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
