import { useText } from '../text/text.ts';

/** Over the columns of the lollipop, for the eye: in each row its words say what they are. */
export const PartsHead = () => {
  const say = useText();
  return (
    <div className="lollipop-row full head" aria-hidden>
      <span>{say('parts.kpi')}</span>
      <span>{say('parts.reading')}</span>
      <span>{say('parts.trend')}</span>
      <span>{say('parts.earned_of')}</span>
      <span className="points">{say('parts.points')}</span>
      <span>{say('parts.facts')}</span>
    </div>
  );
};
