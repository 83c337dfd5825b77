import { Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  /** What the cross says to who does not see it. */
  closing: string;
  onClose: () => void;
  children: ReactNode;
}

/** A window over the page; put together by hand, because the header of a plain Modal is a second banner of the page. */
export const Dialog = ({ title, closing, onClose, children }: Props) => (
  <Modal.Root opened onClose={onClose}>
    <Modal.Overlay />
    <Modal.Content>
      <Modal.Body p="md">
        <Group justify="space-between" mb="sm" wrap="nowrap">
          <Modal.Title fz="h4" fw={650}>
            {title}
          </Modal.Title>
          <Modal.CloseButton aria-label={closing} />
        </Group>
        {children}
      </Modal.Body>
    </Modal.Content>
  </Modal.Root>
);
