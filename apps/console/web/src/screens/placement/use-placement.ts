import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { PlacementCase, PlacementScreenAct } from '../../../../src/api/placement-case.js';
import { api, post } from '../../live/api.js';
import { newestBy } from '../../live/newest.js';
import { useRereadOn } from '../../live/queries.js';

/** Offers lapse and capacity changes without an event of this placement: it is read again so often. */
const REREAD_MS = 20_000;

const PATH = '/v1/console/care/placements';

/** One placement with everything it was weighed against, and how to act on it as it is shown. */
export function usePlacement(id: string) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const key = ['placement', id];
  const [done, setDone] = useState<string | null>(null);
  const placement = useQuery({
    queryKey: key,
    queryFn: () => api<PlacementCase>(`${PATH}/${encodeURIComponent(id)}`),
    refetchInterval: REREAD_MS,
    structuralSharing: newestBy<PlacementCase>(({ placement: { version } }) => version),
  });
  useRereadOn(key, (row) => row.service === 'scheduling');
  const did = (outcome: string, answer: PlacementCase) => {
    const after = answer.placement.id;
    client.setQueryData(['placement', after], answer);
    setDone(outcome);
    // A move is a placement of its own, and that is where one goes on.
    if (after !== id) go(`/placements/${after}`);
  };
  /** On the version that is shown: whoever was faster is heard of instead of written over. */
  const act = async (name: PlacementScreenAct, body: object): Promise<PlacementCase> => {
    const version = placement.data?.placement.version;
    try {
      return await post<PlacementCase>(`${PATH}/${encodeURIComponent(id)}/${name}`, body, version);
    } catch (refused) {
      void client.invalidateQueries({ queryKey: key });
      throw refused;
    }
  };
  const reread = () => void client.invalidateQueries({ queryKey: key });
  return { placement, act, did, done, reread };
}

export type PlacementDesk = ReturnType<typeof usePlacement>;
