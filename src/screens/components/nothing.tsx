import { useStatus } from '../app/status.tsx';
import { useFormats, useText } from '../text/text.ts';

/** Does not apply here. */
export const NotApplicable = ({ reason }: { reason?: string }) => {
  const say = useText();
  const words = reason ?? say('nothing.not_applicable');
  return (
    <span role="img" aria-label={words} title={words}>
      —
    </span>
  );
};

/** Would apply, but there is no data; says why. */
export const NoData = ({ reason }: { reason: string }) => (
  <span role="img" aria-label={reason} title={reason} className="no-data">
    ?
  </span>
);

/** No health, since too little of the weight has data; coverage is 0..1. */
export const NoHealth = ({ coverage }: { coverage: number }) => {
  const say = useText();
  const formats = useFormats();
  const { bands } = useStatus();
  return (
    <NoData
      reason={say('health.too_little', {
        percent: formats.percent(coverage, 0),
        minimum: formats.percent(bands.minimum_coverage, 0),
      })}
    />
  );
};
