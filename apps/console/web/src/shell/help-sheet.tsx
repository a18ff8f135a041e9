import { Modal, Switch } from '@mantine/core';
import { PLACES } from '../keyboard/keys.js';
import { usePreferences } from '../prefs/preferences.js';

const KEYS: readonly (readonly [readonly string[], string])[] = [
  [['/'], 'Find a person or message'],
  [['j'], 'Next row'],
  [['k'], 'Previous row'],
  [['Enter'], 'Open the row'],
  [['.'], 'Pause or resume live events'],
  [['z'], 'Local time or UTC'],
  [['t'], 'Next theme'],
  [['Esc'], 'Close what is open'],
  [['?'], 'This sheet'],
];

export function HelpSheet({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { shortcuts, setShortcuts } = usePreferences();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keyboard shortcuts"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Switch
        checked={shortcuts}
        onChange={(event) => setShortcuts(event.currentTarget.checked)}
        label="Use single-key shortcuts"
        description="Turn them off when they get in the way of a screen reader or voice control."
        mb="md"
      />
      <div className="keys">
        <div>
          <h3>Everywhere</h3>
          <dl>
            {KEYS.map(([keys, title]) => (
              <div key={title}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{title}</dd>
              </div>
            ))}
          </dl>
        </div>
        <div>
          <h3>Go to</h3>
          <dl>
            {Object.entries(PLACES).map(([key, place]) => (
              <div key={key}>
                <dt>
                  <kbd>g</kbd> <kbd>{key}</kbd>
                </dt>
                <dd>{place.title}</dd>
              </div>
            ))}
          </dl>
        </div>
      </div>
    </Modal>
  );
}
