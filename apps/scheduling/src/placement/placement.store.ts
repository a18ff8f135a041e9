import type { StateChange, StateStore, Tx } from '@handrail/messaging';
import { addDisclosures } from '../disclosure/disclosure.sql.js';
import { placedOutside } from './domain/placed-outside.js';
import { changeOccupancy, Occupancy, type Taken } from '../program/occupancy.js';
import { loadConsents, saveConsents } from '../consent/consent.store.js';
import { loadClaims } from '../program/claims.js';
import { loadOutsidePrograms } from '../program/outside-programs.js';
import { loadClosedDays } from '../program/closed-days.js';
import { noStays } from '../stay/domain/stay.js';
import { loadHistories, saveHistories } from '../stay/stay-history.store.js';
import { noRecord } from '../waiting/domain/record.js';
import { loadRecords, saveRecords } from '../waiting/waiting-record.store.js';
import { mergePlacements } from './domain/merge.js';
import { openOffers } from './domain/offer.js';
import { noPlacements, type PersonPlacements, type Placement } from './domain/placement.js';
import { loadOffers, saveOffers } from './offer.store.js';
import { SELECT_PLACEMENT, toPlacement, type StoredPlacement } from './placement-row.js';
import { saveCandidates } from './placement-candidates.store.js';
import { savePlacements } from './save-placements.sql.js';

const OF_PERSONS = `${SELECT_PLACEMENT} WHERE person_id = ANY($1::uuid[]) ORDER BY created_at, id`;

const OCCUPYING = `
  SELECT 'used' AS count, program_id AS "programId", track_id AS "trackId" FROM placement
  WHERE id = ANY($1::uuid[]) AND status = 'confirmed'
  UNION ALL
  SELECT 'held', o.program_id, o.track_id FROM offer AS o
  JOIN placement AS p ON p.id = o.placement_id AND p.status = 'offered'
  WHERE o.placement_id = ANY($1::uuid[]) AND o.status IN ('sent', 'acknowledged')`;

/**
 * A person's placements with their offers. Saving them also moves the counts of the tracks they enter or leave, here and
 * nowhere else: used is the number of confirmed placements and held that of open offers at every commit,
 * whoever changed a placement.
 */
export const placementStore: StateStore<PersonPlacements> = {
  initial: noPlacements,

  async load(tx, keys) {
    const [rows, histories, records, consents, claims, outside] = await Promise.all([
      tx.query<StoredPlacement>(OF_PERSONS, [keys]),
      loadHistories(tx, keys),
      loadRecords(tx, keys),
      loadConsents(tx, keys),
      loadClaims(tx),
      loadOutsidePrograms(tx),
    ]);
    const [offers, calendars] = await Promise.all([
      loadOffers(
        tx,
        rows.map(({ id }) => id),
      ),
      loadClosedDays(tx, rows.flatMap(trackToBeginIn)),
    ]);
    const placements = new Map<string, Placement[]>();
    for (const row of rows) {
      const placement = toPlacement(row, offers.get(row.id) ?? []);
      const ofPerson = placements.get(row.person_id);
      if (ofPerson) ofPerson.push(placement);
      else placements.set(row.person_id, [placement]);
    }
    return new Map(
      [
        ...new Set([
          ...placements.keys(),
          ...histories.keys(),
          ...records.keys(),
          ...consents.keys(),
        ]),
      ].map((personId) => [
        personId,
        {
          personId,
          placements: placements.get(personId) ?? [],
          history: histories.get(personId) ?? noStays,
          waiting: records.get(personId) ?? noRecord,
          consents: consents.get(personId) ?? [],
          claims,
          outside,
          calendars,
        },
      ]),
    );
  },

  async save(tx, changes) {
    await saveHistories(
      tx,
      changes.filter(hasNewHistory).map(({ after }) => after),
    );
    await saveRecords(
      tx,
      changes.filter(hasNewRecord).map(({ after }) => after),
    );
    await saveConsents(
      tx,
      changes.filter(hasNewConsents).map(({ after }) => after),
    );
    const changed = changes.flatMap(changedPlacements);
    if (changed.length === 0) return;
    const occupancy = await occupancyOf(tx, changed);
    // A place that is given up is written first: the index allows one confirmed row per person.
    const leaving = changed.filter(
      ({ before, after }) => before?.status === 'confirmed' && after.status !== 'confirmed',
    );
    await savePlacements(tx, leaving.map(afterwards));
    const others = changed.filter((change) => !leaving.includes(change));
    await savePlacements(tx, others.map(afterwards));
    await saveOffers(tx, changed);
    const now = new Date().toISOString();
    await addDisclosures(
      tx,
      changes.flatMap((change) => placedOutside(change, now)),
    );
    await saveCandidates(tx, changed);
    await changeOccupancy(tx, occupancy.changes());
  },

  merge: mergePlacements,
};

/** Only the first day of a place nobody has come to yet can fall on a closed day. */
const trackToBeginIn = ({
  status,
  attended,
  program_id: programId,
  track_id: trackId,
}: StoredPlacement) =>
  status === 'confirmed' && !attended && programId && trackId ? [{ programId, trackId }] : [];

const hasNewHistory = ({ before, after }: StateChange<PersonPlacements>): boolean =>
  before.history !== after.history;

const hasNewConsents = ({ before, after }: StateChange<PersonPlacements>): boolean =>
  before.consents !== after.consents;

const hasNewRecord = ({ before, after }: StateChange<PersonPlacements>): boolean =>
  before.waiting !== after.waiting;

interface ChangedPlacement {
  readonly personId: string;
  readonly before: Placement | undefined;
  readonly after: Placement;
}

function changedPlacements({ before, after }: StateChange<PersonPlacements>): ChangedPlacement[] {
  const known = new Map(before.placements.map((placement) => [placement.id, placement]));
  return after.placements
    .map((placement) => ({
      personId: after.personId,
      before: known.get(placement.id),
      after: placement,
    }))
    .filter((change) => change.before !== change.after);
}

/**
 * A row that is new to this person may have come with a merge, and what it occupied so far is in the
 * database; also when it only asks for a place again by now.
 */
async function occupancyOf(tx: Tx, changed: readonly ChangedPlacement[]): Promise<Occupancy> {
  const occupancy = new Occupancy();
  const moved = changed.filter(({ before }) => !before);
  if (moved.length > 0) {
    const ids = moved.map(({ after }) => after.id);
    for (const taken of await tx.query<Taken>(OCCUPYING, [ids])) occupancy.add(taken, -1);
  }
  for (const { before, after } of changed) {
    for (const taken of before ? takenBy(before) : []) occupancy.add(taken, -1);
    for (const taken of takenBy(after)) occupancy.add(taken, 1);
  }
  return occupancy;
}

/** The place somebody has, or those that are held for them until a program answers. */
function takenBy(placement: Placement): Taken[] {
  const { status, programId, trackId } = placement;
  if (status === 'confirmed' && programId && trackId)
    return [{ count: 'used', programId, trackId }];
  const held = status === 'offered' ? openOffers(placement) : [];
  return held.map(({ place }) => ({
    count: 'held',
    programId: place.programId,
    trackId: place.trackId,
  }));
}

const afterwards = ({ personId, after }: ChangedPlacement) => ({ personId, placement: after });
