import { Button } from '@mantine/core';
import { type ErrorComponentProps, useLocation } from '@tanstack/react-router';
import { Empty, Missing } from '../components/states.tsx';
import { useText } from '../text/text.ts';

/** An address under which Hale has no screen. */
export const UnknownAddress = () => {
  const say = useText();
  const path = useLocation({ select: ({ pathname }) => pathname });
  return <Missing isScreen>{say('state.missing.address', { path })}</Missing>;
};

/** A screen that broke, or whose parts another version of Hale has replaced meanwhile. */
export const BrokenScreen = ({ error }: ErrorComponentProps) => {
  const say = useText();
  return (
    <Empty
      title={say('state.broken')}
      isScreen
      action={
        <Button variant="default" size="compact-md" onClick={() => window.location.reload()}>
          {say('state.broken.reload')}
        </Button>
      }
    >
      {error instanceof Error ? error.message : String(error)}
    </Empty>
  );
};
