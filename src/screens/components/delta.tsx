import { useFormats } from '../text/text.ts';

/** A change of health in points, with its direction as sign and arrow. */
export const Delta = ({ value }: { value: number }) => {
  const formats = useFormats();
  const rounded = Math.round(value * 10) / 10;
  const arrow = rounded > 0 ? '↗' : rounded < 0 ? '↘' : '→';
  return (
    <span className="num">
      {formats.signed(rounded, 1)} <span aria-hidden>{arrow}</span>
    </span>
  );
};
