import { useEffect, useRef, useSyncExternalStore } from 'react';
import { usePreferences } from '../prefs/preferences.js';
import { SEQUENCE_MS } from './keys.js';
import { isTyping } from './shortcuts.js';

/** A single key that means something on one screen only. */
export interface ScreenKey {
  readonly key: string;
  readonly title: string;
  readonly act: () => void;
}

let shown: readonly ScreenKey[] = [];
const listeners = new Set<() => void>();

function show(keys: readonly ScreenKey[]): void {
  shown = keys;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** The keys of the screen that is open, for the help sheet. */
export const useShownKeys = (): readonly ScreenKey[] =>
  useSyncExternalStore(subscribe, () => shown);

/**
 * Gives a screen single keys of its own. Like those of the whole page they rest while somebody types,
 * while a dialog is open and when they are turned off.
 */
export function useScreenKeys(keys: readonly ScreenKey[]): void {
  const { shortcuts } = usePreferences();
  const latest = useRef(keys);
  const names = keys.map(({ key, title }) => `${key} ${title}`).join('\n');
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    show(latest.current);
    return () => show([]);
  }, [names]);
  useEffect(() => {
    if (!shortcuts) return;
    let gAt = -Infinity;
    const pressed = (event: KeyboardEvent) => {
      // A `g` begins a way to another screen: the letter after it is not for this one.
      const afterG = event.timeStamp - gAt < SEQUENCE_MS;
      gAt = event.key === 'g' ? event.timeStamp : -Infinity;
      if (
        afterG ||
        isTyping(event) ||
        event.defaultPrevented ||
        document.querySelector('[role="dialog"]')
      )
        return;
      const wanted = latest.current.find((shortcut) => shortcut.key === event.key);
      if (!wanted) return;
      event.preventDefault();
      wanted.act();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [shortcuts]);
}
