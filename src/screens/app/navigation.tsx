import { Group, Stack } from '@mantine/core';
import { IconBook2 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useText } from '../text/text.ts';
import { JobsTray } from './jobs-tray.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { places } from './places.ts';
import { ThemeSwitch } from './theme-switch.tsx';

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
