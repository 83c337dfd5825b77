import '@mantine/dates/styles.css';
import 'dayjs/locale/de.js';
import 'dayjs/locale/en-gb.js';
import { DatePicker, DatesProvider } from '@mantine/dates';
import { useFormats, useText } from '../text/text.ts';

interface Props {
  day: string;
  first: string | null;
  last: string;
  onChoose: (day: string | undefined) => void;
}

/** Calendar of the days that have figures. */
const AsOfCalendar = ({ day, first, last, onChoose }: Props) => {
  const say = useText();
  const { locale } = useFormats();
  return (
    <DatesProvider settings={{ locale: locale === 'en' ? 'en-gb' : locale, firstDayOfWeek: 1 }}>
      <DatePicker
        value={day}
        defaultDate={day}
        {...(first === null ? {} : { minDate: first })}
        maxDate={last}
        hideOutsideDates
        onChange={(chosen) => onChoose(chosen ?? undefined)}
        ariaLabels={{
          nextMonth: say('as_of.next_month'),
          previousMonth: say('as_of.previous_month'),
          nextYear: say('as_of.next_year'),
          previousYear: say('as_of.previous_year'),
          nextDecade: say('as_of.next_decade'),
          previousDecade: say('as_of.previous_decade'),
          monthLevelControl: say('as_of.choose_month'),
          yearLevelControl: say('as_of.choose_year'),
        }}
      />
    </DatesProvider>
  );
};

export default AsOfCalendar;
