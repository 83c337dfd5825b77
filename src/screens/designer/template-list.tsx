import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Profile } from '../../scoring/model.ts';
import {
  isUnder,
  type ScoreTemplate,
  scoreTemplates,
  underTemplate,
} from '../../scoring/templates.ts';
import { useFormats, useText } from '../text/text.ts';
import { versionQuery } from './designer-queries.ts';
import { withProfile } from './model-edits.ts';
import type { ChangeModel } from './use-draft.ts';

interface Props {
  profile: Profile;
  change: ChangeModel;
}

const AS_SHIPPED = 0;

const words: Record<ScoreTemplate['id'], { name: string; why: string }> = {
  saas: { name: 'designer.template.saas', why: 'designer.template.saas.why' },
  services: { name: 'designer.template.services', why: 'designer.template.services.why' },
  physical: { name: 'designer.template.physical', why: 'designer.template.physical.why' },
};

/** Weights to begin with, by kind of business; one step to undo. */
export const TemplateList = ({ profile, change }: Props) => {
  const say = useText();
  const formats = useFormats();
  const shipped = useQuery(versionQuery(AS_SHIPPED));
  const curves =
    shipped.data &&
    Object.fromEntries(
      shipped.data.model.profiles.flatMap(({ kpis }) => kpis.map(({ id, curve }) => [id, curve])),
    );
  return (
    <details className="templates">
      <summary>{say('designer.templates')}</summary>
      <Text size="sm" c="dimmed" my="xs">
        {say('designer.templates.what')}
      </Text>
      {shipped.isError && (
        <Text size="sm" c="error" role="alert">
          {shipped.error.message}
        </Text>
      )}
      <ul>
        {scoreTemplates.map((template) => {
          const { id, weights } = template;
          const name = say(words[id].name);
          const isInUse = curves !== undefined && isUnder(profile, template, curves);
          const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
          return (
            <li key={id}>
              <Group justify="space-between" gap="xs" wrap="nowrap">
                <Text fw={600} size="sm">
                  {name}
                </Text>
                <Button
                  size="compact-sm"
                  variant="default"
                  disabled={curves === undefined || isInUse}
                  aria-label={say('designer.template.use_of', { template: name })}
                  onClick={() =>
                    change(`template ${profile.id} ${id}`, (model) =>
                      withProfile(model, profile.id, (was) =>
                        curves === undefined ? was : underTemplate(was, template, curves),
                      ),
                    )
                  }
                >
                  {say(isInUse ? 'designer.template.in_use' : 'designer.template.use')}
                </Button>
              </Group>
              <Text size="sm">{say(words[id].why)}</Text>
              <Text size="sm" c="dimmed">
                {say('designer.template.sum', {
                  n: Object.keys(weights).length,
                  sum: formats.decimal(sum),
                })}
              </Text>
            </li>
          );
        })}
      </ul>
    </details>
  );
};
