import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode, RefObject } from 'react';
import { saveFile } from '../components/save-file.ts';
import { useText } from '../text/text.ts';
import type { Caption } from './picture.ts';

export interface Picture extends Caption {
  /** What the chart is drawn in. */
  of: RefObject<HTMLElement | null>;
  /** Of the file, without its ending. */
  name: string;
}

interface Props {
  /** Absent where the chart is a table itself. */
  view?: { asTable: boolean; toggle: () => void };
  picture: Picture;
  /** The figures as CSV. */
  children?: ReactNode;
}

/** What every chart offers: to be read as a table, and to be taken along as figures or as a picture. */
export const ChartTools = ({ view, picture, children }: Props) => {
  const say = useText();
  return (
    <Group gap={0}>
      {view && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={view.toggle}
          aria-pressed={view.asTable}
        >
          {say(view.asTable ? 'chart.as_chart' : 'chart.as_table')}
        </Button>
      )}
      {children}
      {view?.asTable !== true && <PictureButton {...picture} />}
    </Group>
  );
};

const PictureButton = ({ of, name, ...caption }: Picture) => {
  const say = useText();
  const drawing = useMutation({
    mutationFn: async () => {
      if (of.current === null) return;
      const { pictureOf } = await import('./picture.ts');
      saveFile(`${name}.png`, await pictureOf(of.current, caption));
    },
  });
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        loading={drawing.isPending}
        onClick={() => drawing.mutate()}
      >
        {say('chart.png')}
      </Button>
      {drawing.isError && (
        <Text size="sm" c="error" role="alert">
          {say('chart.png.failed')}
        </Text>
      )}
    </>
  );
};
