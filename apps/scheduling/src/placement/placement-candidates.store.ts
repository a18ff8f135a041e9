import { upsert, type Tx } from '@handrail/messaging';
import type { Candidate } from '../matching/domain/candidate.js';
import type { Placement } from './domain/placement.js';
import { packCandidates, worthStoring } from './stored-candidates.js';

interface Chosen {
  readonly placementId: string;
  readonly candidates: readonly Candidate[];
}

const saveRows = upsert<Chosen>(
  'placement_candidates',
  {
    placement_id: ['uuid', ({ placementId }) => placementId],
    candidates: ['jsonb', ({ candidates }) => packCandidates(candidates)],
  },
  { key: 'placement_id' },
);

/**
 * Keeps what places were chosen from, once for each place that was found: it is most of what a placement
 * is made of, and no change of the placement has to write it again.
 */
export async function saveCandidates(
  tx: Tx,
  changed: ReadonlyArray<{ readonly before: Placement | undefined; readonly after: Placement }>,
): Promise<void> {
  const chosen = changed.flatMap(({ before, after: { id: placementId, candidates, ...place } }) =>
    candidates && candidates !== before?.candidates
      ? [{ placementId, candidates: worthStoring(candidates, place) }]
      : [],
  );
  if (chosen.length > 0) await saveRows(tx, chosen);
}
