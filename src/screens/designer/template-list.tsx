import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lastProfile, type Profile } from '../../scoring/model.ts';
import { isUnder, scoreTemplates, underTemplate } from '../../scoring/templates.ts';
import { useFormats, useText } from '../text/text.ts';
import { versionQuery } from './designer-queries.ts';
import { withProfile } from './model-edits.ts';
import type { ChangeModel } from './use-draft.ts';

interface Props {
  profile: Profile;
  change: ChangeModel;
}

const AS_SHIPPED = 0;

/** Weights to begin with, by kind of business; one step to undo. */
export const TemplateList = ({ profile, change }: Props) => {
  const say = useText();
  const formats = useFormats();
  const shipped = useQuery(versionQuery(AS_SHIPPED));
  const curves =
    shipped.data &&
    Object.fromEntries(lastProfile(shipped.data.model).kpis.map(({ id, curve }) => [id, curve]));
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
          const name = say(`designer.template.${id}`);
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
              <Text size="sm">{say(`designer.template.${id}.why`)}</Text>
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
