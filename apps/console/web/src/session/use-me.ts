import { useQuery } from '@tanstack/react-query';
import type { Me } from '../../../src/api/session.js';
import { api } from '../live/api.js';

/** Who the console takes the reader for; undefined until it is known. */
export function useMe(): Me | undefined {
  const { data } = useQuery({
    queryKey: ['me'],
    queryFn: () => api<Me>('/v1/session/me'),
    staleTime: Infinity,
  });
  return data;
}
