import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { PageAnswer } from '@handrail/contracts';
import type { EventType } from '../../../src/api/event-types.js';
import type { EventRow } from '../../../src/api/events.js';
import type { Overview } from '../../../src/reads/overview/overview.view.js';
import { zoneName } from '../format/time.js';
import { usePreferences } from '../prefs/preferences.js';
import { writeSearch, type UrlState } from '../url/url-state.js';
import { api } from './api.js';
import { overviewKey, useEventPushes } from './stream.js';

/** The overview comes over the stream; it is asked for only until the first push. */
export function useOverview() {
  const timeZone = zoneName(usePreferences().zone);
  return useQuery({
    queryKey: overviewKey(timeZone),
    queryFn: () => api<Overview>(`/v1/console/overview?tz=${encodeURIComponent(timeZone)}`),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
}

const NO_TYPES: readonly EventType[] = [];

/** Every released event type; it changes with a release only. */
export function useEventTypes(): readonly EventType[] {
  const { data } = useQuery({
    queryKey: ['event-types'],
    queryFn: () => api<{ items: readonly EventType[] }>('/v1/console/event-types'),
    staleTime: Infinity,
  });
  return data?.items ?? NO_TYPES;
}

/** A list with "older" pages; the key is its address, so every filter is its own list. */
export function useList<T>(path: string, state: UrlState) {
  return useInfiniteQuery({
    queryKey: ['list', path, state],
    queryFn: ({ pageParam }) =>
      api<PageAnswer<T>>(path + writeSearch({ ...state, cursor: pageParam ?? undefined })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

const REREAD_EVERY_MS = 2_000;

/** Reads a list again when an event that may change it arrives, at most every two seconds. */
export function useRereadOn(key: readonly unknown[], concerns: (row: EventRow) => boolean): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEventPushes((push) => {
    if (timer.current || !(push.skipped > 0 || push.rows.some(concerns))) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: key });
    }, REREAD_EVERY_MS);
  });
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
}
