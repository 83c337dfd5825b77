import { AppShell, Burger, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Failed, PageSkeleton } from '../components/states.tsx';
import { statusQuery } from '../server/queries.ts';
import { useText } from '../text/text.ts';
import { AsOfPicker } from './as-of-picker.tsx';
import { Banners } from './banners.tsx';
import { JobsWatch } from './jobs-watch.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Navigation } from './navigation.tsx';
import { ShellKeys } from './shell-keys.tsx';
import { StatusProvider } from './status.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** Frame of every screen; shows a screen only once the server's status is known. */
export const Shell = () => {
  const say = useText();
  const status = useQuery(statusQuery);
  const [menuOpen, menu] = useDisclosure(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const closeMenu = menu.close;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new path is what closes the menu.
  useEffect(() => closeMenu(), [path, closeMenu]);

  if (status.isPending) return <PageSkeleton />;
  if (status.isError) {
    return (
      <main className="lone">
        <Failed isScreen error={status.error} onRetry={() => void status.refetch()} />
      </main>
    );
  }
  return (
    <StatusProvider status={status.data}>
      <a className="skip-link" href="#main">
        {say('shell.skip')}
      </a>
      <AppShell
        header={{ height: 56 }}
        navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: !menuOpen } }}
        padding={{ base: 'sm', sm: 'lg' }}
      >
        <AppShell.Header>
          <Group h="100%" px="md" gap="xs" wrap="nowrap" justify="space-between">
            <Group gap="xs" wrap="nowrap">
              <Burger
                opened={menuOpen}
                onClick={menu.toggle}
                hiddenFrom="sm"
                size="sm"
                aria-label={say(menuOpen ? 'shell.menu.close' : 'shell.menu.open')}
                aria-expanded={menuOpen}
              />
              <Link to="/" className="brand">
                <img src="/hale.svg" alt="" width={26} height={26} />
                <span>{say('shell.brand')}</span>
              </Link>
            </Group>
            <Group gap={6} wrap="nowrap">
              {status.data.has_data && <AsOfPicker />}
              <Group gap={6} wrap="nowrap" visibleFrom="sm">
                <LanguageSwitch />
                <ThemeSwitch />
              </Group>
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar
          p="xs"
          aria-label={say('shell.navigation')}
          data-closed={menuOpen ? undefined : true}
        >
          <Navigation />
        </AppShell.Navbar>
        <AppShell.Main id="main">
          <Banners />
          <Outlet />
        </AppShell.Main>
        <JobsWatch />
        <ShellKeys />
      </AppShell>
    </StatusProvider>
  );
};
