import { Kbd, Switch } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../components/dialog.tsx';
import { useText } from '../text/text.ts';
import { hasSingleKeys, setSingleKeys } from './single-keys.ts';

const keys = [
  { keys: ['Ctrl K', '⌘ K'], message: 'keys.palette', isSingle: false },
  { keys: ['?'], message: 'keys.sheet', isSingle: true },
  { keys: ['/'], message: 'keys.filter', isSingle: true },
  { keys: ['j', 'k'], message: 'keys.rows', isSingle: true },
  { keys: ['Enter'], message: 'keys.open', isSingle: false },
  { keys: ['Esc'], message: 'keys.close', isSingle: false },
] as const;

/** All keys that do something by themselves, and the switch that turns the single ones off. */
export const KeySheet = ({ onClose }: { onClose: () => void }) => {
  const say = useText();
  const [isOn, setOn] = useState(hasSingleKeys);
  return (
    <Dialog title={say('keys.title')} closing={say('keys.close_sheet')} onClose={onClose}>
      <dl className="key-sheet">
        {keys.map(({ keys: pressed, message, isSingle }) => (
          <div key={message} data-off={isSingle && !isOn ? true : undefined}>
            <dt>
              {pressed.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{say(message)}</dd>
          </div>
        ))}
      </dl>
      <Switch
        mt="md"
        label={say('keys.single')}
        checked={isOn}
        onChange={(event) => {
          setSingleKeys(event.currentTarget.checked);
          setOn(event.currentTarget.checked);
        }}
      />
    </Dialog>
  );
};
