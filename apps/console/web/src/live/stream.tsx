import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import type { CarePush } from '../../../src/api/care.js';
import type { EventPush } from '../../../src/api/events.js';
import type { Overview } from '../../../src/reads/overview/overview.view.js';
import { zoneName } from '../format/time.js';
import { usePreferences } from '../prefs/preferences.js';
import { everythingShown } from './being-edited.js';

/**
 * `connecting` before the first answer; `live` while the stream is open; `lost` after it broke, until
 * it is back; `resting` while the page is out of sight and the console need not work for it.
 */
export type StreamState = 'connecting' | 'live' | 'lost' | 'resting';

type Listener = (push: EventPush) => void;
type CareListener = (push: CarePush) => void;

interface Stream {
  readonly state: StreamState;
  /** When anything came last, by this machine's clock; null before the first. */
  readonly heardAt: number | null;
  readonly listen: (listener: Listener) => () => void;
  /** Acts of people on reassessments, as this console hears of them. */
  readonly listenCare: (listener: CareListener) => () => void;
}

const StreamContext = createContext<Stream | null>(null);

const REST_AFTER_MS = 60_000;
const RETRY_MS = 2_000;

export const overviewKey = (timeZone: string) => ['overview', timeZone] as const;

/** Keeps one connection for the whole page. After a reconnect every list is read again. */
export function StreamProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const timeZone = zoneName(usePreferences().zone);
  const [state, setState] = useState<StreamState>('connecting');
  const [heardAt, setHeardAt] = useState<number | null>(null);
  const listeners = useRef(new Set<Listener>());
  const resting = useResting();

  const listen = useCallback((listener: Listener) => {
    listeners.current.add(listener);
    return () => void listeners.current.delete(listener);
  }, []);

  const careListeners = useRef(new Set<CareListener>());
  const listenCare = useCallback((listener: CareListener) => {
    careListeners.current.add(listener);
    return () => void careListeners.current.delete(listener);
  }, []);

  useEffect(() => {
    if (resting) {
      setState('resting');
      return;
    }
    let source: EventSource;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let broken = false;
    const open = () => {
      source = new EventSource(`/v1/console/stream?tz=${encodeURIComponent(timeZone)}`);
      source.onopen = () => {
        setState('live');
        setHeardAt(Date.now());
        if (broken) void client.invalidateQueries(everythingShown);
        broken = false;
      };
      source.onerror = () => {
        broken = true;
        setState('lost');
        // The browser itself comes back from a broken connection, not from a refused one.
        if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_MS);
      };
      source.addEventListener('overview', (message: MessageEvent<string>) => {
        setHeardAt(Date.now());
        client.setQueryData(overviewKey(timeZone), JSON.parse(message.data) as Overview);
      });
      source.addEventListener('events', (message: MessageEvent<string>) => {
        setHeardAt(Date.now());
        const push = JSON.parse(message.data) as EventPush;
        for (const listener of listeners.current) listener(push);
      });
      source.addEventListener('care', (message: MessageEvent<string>) => {
        setHeardAt(Date.now());
        const push = JSON.parse(message.data) as CarePush;
        for (const listener of careListeners.current) listener(push);
      });
    };
    open();
    return () => {
      clearTimeout(retry);
      source.close();
    };
  }, [client, timeZone, resting]);

  useEffect(() => {
    // What was missed while resting is read when the page is looked at again.
    if (!resting) void client.invalidateQueries(everythingShown);
  }, [client, resting]);

  const value = useMemo(
    () => ({ state, heardAt, listen, listenCare }),
    [state, heardAt, listen, listenCare],
  );
  return <StreamContext value={value}>{children}</StreamContext>;
}

/** True once the page has been out of sight for a minute. */
function useResting(): boolean {
  const [resting, setResting] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const changed = () => {
      clearTimeout(timer);
      if (document.hidden) timer = setTimeout(() => setResting(true), REST_AFTER_MS);
      else setResting(false);
    };
    document.addEventListener('visibilitychange', changed);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', changed);
    };
  }, []);
  return resting;
}

export function useStream(): Stream {
  const stream = use(StreamContext);
  if (!stream) throw new Error('useStream needs StreamProvider above it');
  return stream;
}

/** Calls back for each push of rows; the callback may change between renders. */
export function useEventPushes(callback: Listener): void {
  const { listen } = useStream();
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  });
  useEffect(() => listen((push) => latest.current(push)), [listen]);
}

/** Calls back for each act on a reassessment; the callback may change between renders. */
export function useCarePushes(callback: CareListener): void {
  const { listenCare } = useStream();
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  });
  useEffect(() => listenCare((push) => latest.current(push)), [listenCare]);
}
