import { Group, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface Props {
  title: string;
  id?: string;
  /** Stands at the right of the title. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A block of a screen, with its heading. */
export const Panel = ({ title, id, aside, children }: Props) => {
  const heading = useId();
  return (
    <section className="panel" id={id} aria-labelledby={heading}>
      <Group justify="space-between" gap="xs" mb="xs">
        <Title order={2} size="h4" id={heading}>
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </section>
  );
};
