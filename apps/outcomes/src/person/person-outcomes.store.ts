import type { StateChange, StateStore, Tx } from '@handrail/messaging';
import type { Episode } from '../episode/domain/episode.js';
import type { Window } from '../follow-up/domain/window.js';
import type { JourneyItem } from '../journey/domain/journey-item.js';
import type { Detection } from '../return-to-use/domain/history.js';
import { mergePersons, newPerson, type PersonOutcomes } from './person-outcomes.js';

const LOAD = `SELECT person_id, state FROM person_outcomes WHERE person_id = ANY($1::uuid[])`;

const SAVE = `
  INSERT INTO person_outcomes (person_id, state)
  SELECT * FROM unnest($1::uuid[], $2::jsonb[])
  ON CONFLICT (person_id) DO UPDATE SET state = excluded.state`;

const ADD_ITEMS = `
  INSERT INTO journey_item
    (event_id, person_id, at, recorded_at, rank, kind, title, caused_by, message_id, about)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[],
                       $5::smallint[], $6::text[], $7::text[], $8::text[], $9::text[], $10::jsonb[])
  ON CONFLICT (event_id) DO NOTHING`;

const SAVE_FOLLOW_UPS = `
  INSERT INTO follow_up
    (follow_up_id, person_id, stay_id, days, discharged_at, due_at, status, met_at)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::smallint[], $5::timestamptz[],
                       $6::timestamptz[], $7::text[], $8::timestamptz[])
  ON CONFLICT (follow_up_id) DO UPDATE SET
    person_id = excluded.person_id, status = excluded.status, met_at = excluded.met_at`;

const SAVE_EPISODES = `
  INSERT INTO episode (episode_id, person_id, opened_at, closed_at, reason)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::text[])
  ON CONFLICT (episode_id) DO UPDATE SET
    person_id = excluded.person_id, closed_at = excluded.closed_at, reason = excluded.reason`;

const SAVE_REPETITIONS = `
  INSERT INTO repetition (detection_id, person_id, pattern, at, status)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[])
  ON CONFLICT (detection_id) DO UPDATE SET
    person_id = excluded.person_id, status = excluded.status`;

const ADD_ALIASES = `
  INSERT INTO person_alias (retired_id, survivor_id) SELECT * FROM unnest($1::uuid[], $2::uuid[])
  ON CONFLICT (retired_id) DO UPDATE SET survivor_id = excluded.survivor_id`;

const MOVE_ITEMS = `
  UPDATE journey_item SET person_id = a.survivor_id FROM person_alias a
  WHERE journey_item.person_id = a.retired_id AND a.retired_id = ANY($1::uuid[])`;

const FORGET_RETIRED = `DELETE FROM person_outcomes WHERE person_id = ANY($1::uuid[])`;

/** Something of a person, with the person it is of. */
interface Owned<T> {
  readonly personId: string;
  readonly item: T;
}

type Persisted = Omit<PersonOutcomes, 'personId' | 'journey'>;

/** ISO in milliseconds, so that a cursor made of a row finds the row again exactly. */
const instant = (time: string) => new Date(time).toISOString();

/**
 * One JSON document per person for the rules, loaded and saved by key. Journey lines, windows,
 * episodes and repetitions are written beside it as rows, because people ask for them by other ways
 * than one person at a time.
 */
export class PersonOutcomesStore implements StateStore<PersonOutcomes> {
  initial(key: string): PersonOutcomes {
    return newPerson(key);
  }

  merge(survivor: PersonOutcomes, retired: PersonOutcomes): PersonOutcomes {
    return mergePersons(survivor, retired);
  }

  async load(tx: Tx, keys: readonly string[]): Promise<Map<string, PersonOutcomes>> {
    const rows = await tx.query<{ person_id: string; state: Persisted }>(LOAD, [keys]);
    return new Map(
      rows.map(({ person_id: personId, state }) => [personId, { ...state, personId, journey: [] }]),
    );
  }

  async save(tx: Tx, changes: ReadonlyArray<StateChange<PersonOutcomes>>): Promise<void> {
    await tx.query(SAVE, [
      changes.map(({ key }) => key),
      changes.map(({ after }) => JSON.stringify(persisted(after))),
    ]);
    await addItems(
      tx,
      changed(changes, (person) => person.journey),
    );
    await saveFollowUps(
      tx,
      changed(changes, (person) => person.followUps.windows),
    );
    await saveEpisodes(
      tx,
      changed(changes, (person) => person.episodes.all),
    );
    await saveRepetitions(
      tx,
      changed(changes, (person) => person.returns.detections),
    );
    await absorb(
      tx,
      changed(changes, (person) => person.absorbed),
    );
  }
}

const persisted = ({
  care,
  returns,
  followUps,
  episodes,
  absorbed,
}: PersonOutcomes): Persisted => ({
  care,
  returns,
  followUps,
  episodes,
  absorbed,
});

/** Items that are new or other than before. Rules never change an item in place. */
function changed<T>(
  changes: ReadonlyArray<StateChange<PersonOutcomes>>,
  of: (person: PersonOutcomes) => readonly T[],
): ReadonlyArray<Owned<T>> {
  return changes.flatMap(({ key, before, after }) => {
    const known = new Set(of(before));
    return of(after)
      .filter((item) => !known.has(item))
      .map((item) => ({ personId: key, item }));
  });
}

async function addItems(tx: Tx, items: ReadonlyArray<Owned<JourneyItem>>): Promise<void> {
  if (items.length === 0) return;
  await tx.query(ADD_ITEMS, [
    items.map(({ item }) => item.eventId),
    items.map(({ personId }) => personId),
    items.map(({ item }) => instant(item.at)),
    items.map(({ item }) => instant(item.recordedAt)),
    items.map(({ item }) => item.rank),
    items.map(({ item }) => item.kind),
    items.map(({ item }) => item.title),
    items.map(({ item }) => item.causedBy),
    items.map(({ item }) => item.messageId),
    items.map(({ item }) => JSON.stringify(item.about)),
  ]);
}

async function saveFollowUps(tx: Tx, items: ReadonlyArray<Owned<Window>>): Promise<void> {
  if (items.length === 0) return;
  await tx.query(SAVE_FOLLOW_UPS, [
    items.map(({ item }) => item.followUpId),
    items.map(({ personId }) => personId),
    items.map(({ item }) => item.stayId),
    items.map(({ item }) => item.days),
    items.map(({ item }) => item.dischargedAt),
    items.map(({ item }) => instant(item.dueAt)),
    items.map(({ item }) => item.status),
    items.map(({ item }) => item.metAt),
  ]);
}

async function saveEpisodes(tx: Tx, items: ReadonlyArray<Owned<Episode>>): Promise<void> {
  if (items.length === 0) return;
  await tx.query(SAVE_EPISODES, [
    items.map(({ item }) => item.episodeId),
    items.map(({ personId }) => personId),
    items.map(({ item }) => item.openedAt),
    items.map(({ item }) => item.closedAt),
    items.map(({ item }) => item.reason),
  ]);
}

async function saveRepetitions(tx: Tx, items: ReadonlyArray<Owned<Detection>>): Promise<void> {
  if (items.length === 0) return;
  await tx.query(SAVE_REPETITIONS, [
    items.map(({ item }) => item.detectionId),
    items.map(({ personId }) => personId),
    items.map(({ item }) => item.pattern),
    items.map(({ item }) => item.at),
    items.map(({ item }) => item.status),
  ]);
}

async function absorb(tx: Tx, items: ReadonlyArray<Owned<string>>): Promise<void> {
  if (items.length === 0) return;
  const retired = items.map(({ item }) => item);
  await tx.query(ADD_ALIASES, [retired, items.map(({ personId }) => personId)]);
  await tx.query(MOVE_ITEMS, [retired]);
  await tx.query(FORGET_RETIRED, [retired]);
}
