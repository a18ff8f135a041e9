import { Tooltip, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { zoneName } from '../format/time.js';
import { usePreferences } from '../prefs/preferences.js';
import { Icon, type IconName } from '../ui/icons.js';

const THEMES: Readonly<
  Record<
    MantineColorScheme,
    { readonly next: MantineColorScheme; readonly icon: IconName; readonly title: string }
  >
> = {
  auto: { next: 'light', icon: 'system', title: 'System' },
  light: { next: 'dark', icon: 'sun', title: 'Light' },
  dark: { next: 'auto', icon: 'moon', title: 'Dark' },
};

export function useNextTheme(): () => void {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return () => setColorScheme(THEMES[colorScheme].next);
}

export function ThemeControl() {
  const { colorScheme } = useMantineColorScheme();
  const next = useNextTheme();
  const { icon, title } = THEMES[colorScheme];
  return (
    <Tooltip label={`${title} theme. Change it`} events={{ hover: true, focus: true, touch: true }}>
      <button
        type="button"
        className="button quiet"
        aria-label={`${title} theme. Change it`}
        onClick={next}
      >
        <Icon name={icon} />
        <span className="control-word">{title}</span>
      </button>
    </Tooltip>
  );
}

/** Which zone every time on the page is in: said, and changed with one click. */
export function ZoneControl() {
  const { zone, setZone } = usePreferences();
  const title = zone === 'utc' ? 'UTC' : 'Local';
  const label = `${title} times (${zoneName(zone)}). Show ${zone === 'utc' ? 'local ones' : 'UTC'}`;
  return (
    <Tooltip label={label} events={{ hover: true, focus: true, touch: true }}>
      <button
        type="button"
        className="button quiet"
        aria-label={label}
        onClick={() => setZone(zone === 'utc' ? 'local' : 'utc')}
      >
        <Icon name="clock" />
        <span className="control-word">{title}</span>
      </button>
    </Tooltip>
  );
}

export function HelpControl({ onOpen }: { readonly onOpen: () => void }) {
  return (
    <Tooltip label="Keyboard shortcuts" events={{ hover: true, focus: true, touch: true }}>
      <button
        type="button"
        className="button quiet"
        aria-label="Keys: keyboard shortcuts"
        onClick={onOpen}
      >
        <Icon name="keyboard" />
        <span className="control-word">Keys</span>
      </button>
    </Tooltip>
  );
}
