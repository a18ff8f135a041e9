import { useQuery } from '@tanstack/react-query';
import type { KnownProgram } from '../../../../../src/api/capacity.js';
import { api } from '../../../live/api.js';
import { BEING_EDITED } from '../../../live/being-edited.js';

export const programPath = (id: string): string =>
  `/v1/console/care/programs/${encodeURIComponent(id)}`;

/** The settings of a program, read when somebody is about to change them. */
export const useProgram = (id: string) =>
  useQuery({
    queryKey: ['program', id],
    queryFn: () => api<KnownProgram>(programPath(id)),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    meta: BEING_EDITED,
  });
