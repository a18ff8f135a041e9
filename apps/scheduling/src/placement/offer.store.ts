import { upsert, type Tx } from '@handrail/messaging';
import { needsOf } from '../matching/domain/needs.js';
import { isOpen, type Offer } from './domain/offer.js';
import type { Placement } from './domain/placement.js';
import { SELECT_OFFERS, toOffer, type StoredOffer } from './offer-row.js';

/** An offer with the placement it belongs to. */
interface OwnedOffer {
  readonly placement: Placement;
  readonly offer: Offer;
}

const saveRows = upsert<OwnedOffer>(
  'offer',
  {
    id: ['uuid', ({ offer }) => offer.id],
    placement_id: ['uuid', ({ placement }) => placement.id],
    program_id: ['text', ({ offer }) => offer.place.programId],
    track_id: ['text', ({ offer }) => offer.place.trackId],
    starts_on: ['date', ({ offer }) => offer.place.startsOn],
    time_zone: ['text', ({ offer }) => offer.place.timeZone],
    plan: ['jsonb', ({ offer }) => offer.place.plan],
    level: ['text', ({ placement }) => placement.level],
    needs: ['text[]', ({ placement }) => capabilitiesOf(placement)],
    status: ['text', ({ offer }) => offer.status],
    made_at: ['timestamptz', ({ offer }) => offer.madeAt],
    expires_at: ['timestamptz', ({ offer }) => offer.expiresAt],
    acknowledged_at: ['timestamptz', ({ offer }) => offer.acknowledgedAt],
    reason: ['text', ({ offer }) => offer.reason],
    hours: ['jsonb', ({ offer }) => offer.hours],
  },
  {
    key: 'id',
    keeps: ['level', 'needs', 'made_at', 'plan', 'hours'],
    sets: {
      ended_at: `CASE WHEN excluded.status NOT IN ('sent', 'acknowledged')
        THEN coalesce(offer.ended_at, clock_timestamp()) END`,
    },
  },
);

const capabilitiesOf = ({ level, need }: Placement): readonly string[] =>
  needsOf(level, need.context, need).capabilities;

// Whoever is full knows better than the number: it is stale until the next report.
const ASK_FOR_PLACES = `
  UPDATE track AS t SET asked_at = clock_timestamp()
  FROM unnest($1::text[], $2::text[]) AS asked(program_id, id)
  WHERE t.program_id = asked.program_id AND t.id = asked.id`;

export async function loadOffers(
  tx: Tx,
  placementIds: readonly string[],
): Promise<ReadonlyMap<string, Offer[]>> {
  const offers = new Map<string, Offer[]>();
  if (placementIds.length === 0) return offers;
  for (const row of await tx.query<StoredOffer>(SELECT_OFFERS, [placementIds]))
    offers.set(row.placement_id, [...(offers.get(row.placement_id) ?? []), toOffer(row)]);
  return offers;
}

/** Writes the offers that changed with their placements, the ended ones first: a track is held once. */
export async function saveOffers(
  tx: Tx,
  changed: ReadonlyArray<{ readonly before: Placement | undefined; readonly after: Placement }>,
): Promise<void> {
  const rows = changed.flatMap(({ before, after: placement }) =>
    placement.offers
      .filter((offer) => !before?.offers.includes(offer))
      .map((offer) => ({ placement, offer })),
  );
  if (rows.length === 0) return;
  const ended = rows.filter(({ offer }) => !isOpen(offer));
  if (ended.length > 0) await saveRows(tx, ended);
  const open = rows.filter(({ offer }) => isOpen(offer));
  if (open.length > 0) await saveRows(tx, open);
  const full = ended.filter(({ offer }) => offer.status === 'declined' && offer.reason === 'full');
  if (full.length > 0)
    await tx.query(ASK_FOR_PLACES, [
      full.map(({ offer }) => offer.place.programId),
      full.map(({ offer }) => offer.place.trackId),
    ]);
}
