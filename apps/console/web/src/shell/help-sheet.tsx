import { Modal, Switch } from '@mantine/core';
import { PLACES } from '../keyboard/keys.js';
import { useShownKeys } from '../keyboard/screen-keys.js';
import { usePreferences } from '../prefs/preferences.js';

type KeyTitles = readonly (readonly [readonly string[], string])[];

const KEYS: KeyTitles = [
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
  const here = useShownKeys();
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
          <KeyList title="Everywhere" keys={KEYS} />
          {here.length > 0 ? (
            <KeyList title="On this screen" keys={here.map(({ key, title }) => [[key], title])} />
          ) : null}
        </div>
        <KeyList
          title="Go to"
          keys={Object.entries(PLACES).map(([key, place]) => [['g', key], place.title])}
        />
      </div>
    </Modal>
  );
}

function KeyList({ title, keys }: { readonly title: string; readonly keys: KeyTitles }) {
  return (
    <section className="key-list">
      <h3>{title}</h3>
      <dl>
        {keys.map(([names, meaning]) => (
          <div key={meaning}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
