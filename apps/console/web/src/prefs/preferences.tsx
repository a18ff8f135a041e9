import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import type { Zone } from '../format/time.js';
import { readSearch } from '../url/url-state.js';

/** Who works here, by a user name and a role: for a console nobody signs in to, and no name of a person. */
export interface Worker {
  readonly name: string;
  readonly role: string;
}

interface Preferences {
  readonly worker: Worker | null;
  readonly setWorker: (worker: Worker) => void;
  readonly zone: Zone;
  readonly setZone: (zone: Zone) => void;
  readonly shortcuts: boolean;
  readonly setShortcuts: (on: boolean) => void;
}

const PreferencesContext = createContext<Preferences | null>(null);

const ZONE = 'handrail-zone';
const SHORTCUTS = 'handrail-shortcuts';
const WORKER = 'handrail-worker';

/** Storage may be closed to the page: a preference then lasts as long as the page. */
function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // See above.
  }
}

/** A copied link says its zone, so that two people who compare times compare the same ones. */
function firstZone(): Zone {
  const wished = readSearch(window.location.search)['tz'] ?? stored(ZONE);
  return wished === 'utc' ? 'utc' : 'local';
}

function firstWorker(): Worker | null {
  const [name, role] = (stored(WORKER) ?? '').split('\n');
  return name && role ? { name, role } : null;
}

export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [zone, changeZone] = useState<Zone>(firstZone);
  const [shortcuts, changeShortcuts] = useState(() => stored(SHORTCUTS) !== 'off');
  const setZone = useCallback((next: Zone) => {
    store(ZONE, next);
    changeZone(next);
  }, []);
  const setShortcuts = useCallback((on: boolean) => {
    store(SHORTCUTS, on ? 'on' : 'off');
    changeShortcuts(on);
  }, []);
  const [worker, changeWorker] = useState(firstWorker);
  const setWorker = useCallback((next: Worker) => {
    store(WORKER, `${next.name}\n${next.role}`);
    changeWorker(next);
  }, []);
  const value = useMemo(
    () => ({ zone, setZone, shortcuts, setShortcuts, worker, setWorker }),
    [zone, setZone, shortcuts, setShortcuts, worker, setWorker],
  );
  return <PreferencesContext value={value}>{children}</PreferencesContext>;
}

export function usePreferences(): Preferences {
  const preferences = use(PreferencesContext);
  if (!preferences) throw new Error('usePreferences needs PreferencesProvider above it');
  return preferences;
}
