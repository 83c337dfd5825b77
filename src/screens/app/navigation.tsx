import { Group, Stack } from '@mantine/core';
import {
  IconAdjustmentsHorizontal,
  IconBook2,
  IconChecklist,
  IconDatabase,
  IconScale,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useText } from '../text/text.ts';
import { JobsTray } from './jobs-tray.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

const places = [
  { to: '/customers', message: 'nav.customers', Icon: IconUsers },
  { to: '/actions', message: 'nav.actions', Icon: IconChecklist },
  { to: '/sources', message: 'nav.sources', Icon: IconDatabase },
  { to: '/designer', message: 'nav.designer', Icon: IconAdjustmentsHorizontal },
  { to: '/proof', message: 'nav.proof', Icon: IconScale },
  { to: '/settings', message: 'nav.settings', Icon: IconSettings },
] as const;

export const Navigation = () => {
  const say = useText();
  return (
    <Stack h="100%" justify="space-between" gap={4}>
      <Stack gap={2}>
        {places.map(({ to, message, Icon }) => (
          <Link key={to} to={to} className="nav-link">
            <Icon size={18} stroke={1.8} aria-hidden />
            {say(message)}
          </Link>
        ))}
      </Stack>
      <Stack gap={2}>
        <JobsTray />
        <Link to="/docs" className="nav-link">
          <IconBook2 size={18} stroke={1.8} aria-hidden />
          {say('nav.docs')}
        </Link>
        <Group gap={6} p={6} hiddenFrom="sm">
          <LanguageSwitch />
          <ThemeSwitch />
        </Group>
      </Stack>
    </Stack>
  );
};
