import { useQuery } from '@tanstack/react-query';
import type { PlacementChoices } from '../../../../../src/api/care.js';
import { api } from '../../../live/api.js';

/** What programs serve; each is null until, or unless, the scheduling service says so. */
export function usePlacementChoices() {
  const { data } = useQuery({
    queryKey: ['placement-choices'],
    queryFn: () => api<PlacementChoices>('/v1/console/care/placement-choices'),
    staleTime: 60_000,
    retry: false,
  });
  return data?.known ? data : { regions: null, payers: null };
}
