import { Stack } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { PageTitle } from '../components/page-title.tsx';
import { useText } from '../text/text.ts';
import { RulesPanel } from './rules-panel.tsx';
import { TasksPanel } from './tasks-panel.tsx';

const tabs = [
  { name: undefined, message: 'actions.tab.tasks' },
  { name: 'rules', message: 'actions.tab.rules' },
] as const;

/** What is to be done for which customer, and the rules that say so. */
export const ActionsScreen = () => {
  const say = useText();
  const { tab } = useSearch({ from: '/actions' });
  return (
    <Stack gap="md">
      <PageTitle>{say('actions.page')}</PageTitle>
      <nav className="tabs" aria-label={say('actions.page')}>
        {tabs.map(({ name, message }) => (
          <Link
            key={message}
            to="/actions"
            search={name === undefined ? {} : { tab: name }}
            className={tab === name ? 'tab chosen' : 'tab'}
            aria-current={tab === name ? 'page' : undefined}
            activeProps={{}}
          >
            {say(message)}
          </Link>
        ))}
      </nav>
      {tab === 'rules' ? <RulesPanel /> : <TasksPanel />}
    </Stack>
  );
};
