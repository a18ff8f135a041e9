import { useQuery } from '@tanstack/react-query';
import type { PolicyAnswer, PolicyHitsAnswer, PolicySummaryAnswer } from '@handrail/contracts';
import { api } from '../../../live/api.js';

const PATH = '/v1/console/care/policies';

export const usePolicies = () =>
  useQuery({
    queryKey: ['care-policies'],
    queryFn: () => api<{ items: readonly PolicySummaryAnswer[] }>(PATH),
  });

export const usePolicy = (version: string) =>
  useQuery({
    queryKey: ['care-policy', version],
    queryFn: () => api<PolicyAnswer>(`${PATH}/${encodeURIComponent(version)}`),
    // A version never changes once it is used.
    staleTime: 60_000,
    retry: false,
  });

const HITS_EVERY_MS = 60_000;

/** How often each row spoke, in the last day and since ever, by table and row. */
export function useHits(version: string) {
  const since = (name: string, from: string) => ({
    queryKey: ['care-hits', version, name],
    queryFn: () =>
      api<PolicyHitsAnswer>(
        `${PATH}/${encodeURIComponent(version)}/hits?since=${encodeURIComponent(from)}`,
      ),
    refetchInterval: HITS_EVERY_MS,
    retry: false,
  });
  const day = useQuery(since('day', '1d'));
  const ever = useQuery(since('ever', '1970-01-01T00:00:00.000Z'));
  return { day, ever };
}

export const hitKey = (table: string, id: string): string => `${table} ${id}`;

export const byRow = (hits: PolicyHitsAnswer | undefined): ReadonlyMap<string, number> | null =>
  hits ? new Map(hits.rows.map((row) => [hitKey(row.table, row.id), row.hits])) : null;
