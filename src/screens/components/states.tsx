import { Button, Group, Skeleton, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CallFailed } from '../server/call.ts';
import { useText } from '../text/text.ts';

/** Waiting for a whole screen. */
export const PageSkeleton = () => {
  const say = useText();
  return (
    <main aria-busy>
      <VisuallyHidden component="h1">{say('state.loading')}</VisuallyHidden>
      <Stack p="xl" gap="md" aria-hidden>
        <Skeleton h={28} w={320} />
        <Skeleton h={64} />
        <Skeleton h={320} />
      </Stack>
    </main>
  );
};

export const BlockSkeleton = ({ height }: { height: number }) => (
  <Skeleton h={height} radius="md" aria-hidden />
);

interface FailedProps {
  error: Error;
  onRetry: () => void;
  /** The whole screen failed, not a block of it. */
  isScreen?: boolean;
}

/** Something could not be had: what, the request id to name, and a way to try again. */
export const Failed = ({ error, onRetry, isScreen = false }: FailedProps) => {
  const say = useText();
  const problem = error instanceof CallFailed ? error.problem : null;
  // Asking again would not bring it about.
  if (problem?.status === 404) return <Missing isScreen={isScreen}>{problem.detail}</Missing>;
  return (
    <Stack className="panel" gap="xs" role="alert">
      <Title order={isScreen ? 1 : 2} size="h4">
        {say(problem ? 'state.failed' : 'state.offline')}
      </Title>
      {problem && <Text size="sm">{problem.detail}</Text>}
      {problem?.request_id && (
        <Text size="sm" c="dimmed">
          {say('state.request_id', { id: problem.request_id })}
        </Text>
      )}
      <Group>
        <Button variant="default" size="compact-md" onClick={onRetry}>
          {say('state.retry')}
        </Button>
      </Group>
    </Stack>
  );
};

interface MissingProps {
  isScreen?: boolean;
  /** What is not there, in a sentence. */
  children: string;
}

/** What was asked for does not exist. */
export const Missing = ({ isScreen = false, children }: MissingProps) => {
  const say = useText();
  return (
    <Empty
      title={say('state.missing')}
      isScreen={isScreen}
      action={
        isScreen && (
          <Link to="/" className="opens">
            {say('state.missing.home')}
          </Link>
        )
      }
    >
      {children}
    </Empty>
  );
};

interface EmptyProps {
  title: string;
  /** It stands for the whole screen, not for a block of it. */
  isScreen?: boolean;
  children?: ReactNode;
  action?: ReactNode;
}

/** Nothing to show, said in a sentence, with the one thing to do about it. */
export const Empty = ({ title, isScreen = false, children, action }: EmptyProps) => (
  <Stack className="panel" gap="xs" align="flex-start" py="xl">
    <Title order={isScreen ? 1 : 2} size="h4">
      {title}
    </Title>
    {children && <Text c="dimmed">{children}</Text>}
    {action}
  </Stack>
);
