import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { usePreferences } from '../prefs/preferences.js';
import { SEQUENCE_MS, keyWish } from './keys.js';

/** A screen that can be paused listens for this; nobody listening means nothing happens. */
export const PAUSE_EVENT = 'handrail:pause';

export interface ShortcutActs {
  readonly search: () => void;
  readonly help: () => void;
  readonly zone: () => void;
  readonly theme: () => void;
}

/** Typing must never trigger a shortcut, and a shortcut must never fight the browser's own. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  const target = event.target as HTMLElement | null;
  return (
    target !== null &&
    (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) || takesText(target))
  );
}

/** A choice is made with arrows and space, so letters are free there. */
const takesText = (target: HTMLElement): boolean =>
  target instanceof HTMLInputElement && !/^(radio|checkbox|button)$/.test(target.type);

/** Single keys for the whole page (WCAG 2.1.4: they can be turned off in the help sheet). */
export function useShortcuts(acts: ShortcutActs): void {
  const { shortcuts } = usePreferences();
  const [, navigate] = useLocation();
  const gAt = useRef(-Infinity);
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (isTyping(event) || event.defaultPrevented) return;
      // Help stays reachable, since it is where shortcuts are turned on again.
      if (!shortcuts && event.key !== '?') return;
      if (document.querySelector('[role="dialog"]') && event.key !== '?') return;
      const wish = keyWish(event.key, event.timeStamp - gAt.current < SEQUENCE_MS);
      gAt.current = wish?.kind === 'wait' ? event.timeStamp : -Infinity;
      if (!wish || wish.kind === 'wait') return;
      event.preventDefault();
      switch (wish.kind) {
        case 'go':
          navigate(wish.path);
          return;
        case 'next':
          return moveRow(1);
        case 'previous':
          return moveRow(-1);
        case 'pause':
          window.dispatchEvent(new Event(PAUSE_EVENT));
          return;
        case 'search':
        case 'help':
        case 'zone':
        case 'theme':
          return latest.current[wish.kind]();
      }
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [shortcuts, navigate]);
}

/** Rows carry one element marked `data-row`: the link or button that opens them. */
function moveRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]')].filter(
    (row) => row.offsetParent !== null,
  );
  if (rows.length === 0) return;
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = at === -1 ? (step === 1 ? 0 : rows.length - 1) : at + step;
  const row = rows[Math.min(rows.length - 1, Math.max(0, next))];
  row?.focus({ preventScroll: true });
  row?.closest('tr, li, fieldset')?.scrollIntoView({ block: 'nearest' });
}
