import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { useText } from '../text/text.ts';

const schemes: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

export const ThemeSwitch = () => {
  const say = useText();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <select
      className="quiet-select"
      aria-label={say('theme.label')}
      value={colorScheme}
      onChange={(event) =>
        setColorScheme(schemes.find((scheme) => scheme === event.currentTarget.value) ?? 'auto')
      }
    >
      {schemes.map((scheme) => (
        <option key={scheme} value={scheme}>
          {say(`theme.${scheme}`)}
        </option>
      ))}
    </select>
  );
};
