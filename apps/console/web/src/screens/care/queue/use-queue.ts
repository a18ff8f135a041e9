import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { QueueCounts } from '@handrail/contracts';
import type { QueueAnswer, QueueRow, QueueView } from '../../../../../src/api/care.js';
import { QUEUE_VIEWS } from '../../../../../src/api/care.js';
import { api } from '../../../live/api.js';
import { useRereadOn } from '../../../live/queries.js';
import { useCarePushes } from '../../../live/stream.js';
import { writeSearch, type UrlState } from '../../../url/url-state.js';
import { hold, settled, type Held } from './hold-rows.js';

/** Acts at another console are not pushed to this one: the list is read again so often. */
const REREAD_MS = 20_000;

export const viewOf = (url: UrlState): QueueView =>
  QUEUE_VIEWS.find((view) => view === url['view']) ?? 'all';

/** The queue and its counts, read again when something happens to a reassessment. */
export function useQueue(view: QueueView, owner: string | undefined) {
  const client = useQueryClient();
  // Without a name nothing is mine, and the service cannot be asked.
  const enabled = view !== 'mine' || owner !== undefined;
  const queue = useQuery({
    queryKey: ['care-queue', view, owner],
    queryFn: () => api<QueueAnswer>(`/v1/console/care/queue${writeSearch({ view, owner })}`),
    placeholderData: keepPreviousData,
    refetchInterval: REREAD_MS,
    enabled,
  });
  const counts = useQuery({
    queryKey: ['care-queue-counts', owner],
    queryFn: () => api<QueueCounts>(`/v1/console/care/queue-counts${writeSearch({ owner })}`),
    refetchInterval: REREAD_MS,
  });
  const reread = () => {
    void client.invalidateQueries({ queryKey: ['care-queue'] });
    void client.invalidateQueries({ queryKey: ['care-queue-counts'] });
  };
  useRereadOn(['care-queue'], (row) => row.service === 'assessment');
  useRereadOn(['care-queue-counts'], (row) => row.service === 'assessment');
  useCarePushes((push) => {
    // A draft changes nothing a queue shows.
    if (push.act !== 'draft') reread();
  });
  return { queue, counts: counts.data, reread, nobody: !enabled };
}

/**
 * The rows to show. While somebody is at the list they keep their places; `which` names the list, so
 * that another filter is another list at once.
 */
export function useHeldRows(
  next: readonly QueueRow[],
  engaged: boolean,
  which: string,
): Held & { readonly settle: () => void } {
  const [last, setLast] = useState({ which, held: settled(next) });
  const held = engaged && last.which === which ? hold(last.held, next) : settled(next);
  useEffect(() => {
    if (!engaged || last.which !== which) setLast({ which, held: settled(next) });
    // What was settled last is only read here.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [engaged, which, next]);
  return { ...held, settle: () => setLast({ which, held: settled(next) }) };
}
