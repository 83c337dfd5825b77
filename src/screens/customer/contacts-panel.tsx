import { Badge, Group, Text } from '@mantine/core';
import type { Contact } from '../../api/contract/account.ts';
import { Panel } from '../components/panel.tsx';
import { wordFor } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';

/** Who is there, and who left. */
export const ContactsPanel = ({ contacts }: { contacts: readonly Contact[] }) => {
  const say = useText();
  const formats = useFormats();
  return (
    <Panel title={say('contacts.title', { n: contacts.length })} id="contacts">
      <ul className="timeline people">
        {contacts.map((contact) => (
          <li key={contact.contact_id}>
            <span aria-hidden>{contact.left_at === null ? '●' : '○'}</span>
            <div>
              <Group gap={6}>
                <strong>{contact.name}</strong>
                {contact.role !== null && (
                  <Badge size="sm" variant="default" miw="fit-content">
                    {wordFor(say, 'role', contact.role)}
                  </Badge>
                )}
              </Group>
              <Text size="sm" c="dimmed">
                {[contact.title, contact.email].filter((part) => part !== null).join(' · ')}
              </Text>
            </div>
            {contact.left_at !== null && (
              <time dateTime={contact.left_at}>
                {say('contacts.left', { day: formats.day(contact.left_at) })}
              </time>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
};
