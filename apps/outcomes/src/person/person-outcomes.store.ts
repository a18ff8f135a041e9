import { Documents, upsert, type StateChange, type StateStore, type Tx } from '@handrail/messaging';
import type { Episode } from '../episode/domain/episode.js';
import type { Window } from '../follow-up/domain/window.js';
import type { JourneyItem } from '../journey/domain/journey-item.js';
import type { Detection } from '../return-to-use/domain/history.js';
import { mergePersons, newPerson, type PersonOutcomes } from './person-outcomes.js';

/** Something of a person, with the person it is of. */
interface Owned<T> {
  readonly personId: string;
  readonly item: T;
}

type Change = StateChange<PersonOutcomes>;

/** ISO in milliseconds, so that a cursor made of a row finds the row again exactly. */
const instant = (time: string) => new Date(time).toISOString();

const addItems = upsert<Owned<JourneyItem>>(
  'journey_item',
  {
    event_id: ['uuid', ({ item }) => item.eventId],
    person_id: ['uuid', ({ personId }) => personId],
    at: ['timestamptz', ({ item }) => instant(item.at)],
    recorded_at: ['timestamptz', ({ item }) => instant(item.recordedAt)],
    rank: ['smallint', ({ item }) => item.rank],
    kind: ['text', ({ item }) => item.kind],
    title: ['text', ({ item }) => item.title],
    caused_by: ['text', ({ item }) => item.causedBy],
    message_id: ['text', ({ item }) => item.messageId],
    about: ['jsonb', ({ item }) => item.about],
  },
  { key: 'event_id', keeps: 'all' },
);

const saveFollowUps = upsert<Owned<Window>>(
  'follow_up',
  {
    follow_up_id: ['uuid', ({ item }) => item.followUpId],
    person_id: ['uuid', ({ personId }) => personId],
    stay_id: ['uuid', ({ item }) => item.stayId],
    days: ['smallint', ({ item }) => item.days],
    discharged_at: ['timestamptz', ({ item }) => item.dischargedAt],
    due_at: ['timestamptz', ({ item }) => instant(item.dueAt)],
    status: ['text', ({ item }) => item.status],
    met_at: ['timestamptz', ({ item }) => item.metAt],
  },
  { key: 'follow_up_id', keeps: ['stay_id', 'days', 'discharged_at', 'due_at'] },
);

const saveEpisodes = upsert<Owned<Episode>>(
  'episode',
  {
    episode_id: ['uuid', ({ item }) => item.episodeId],
    person_id: ['uuid', ({ personId }) => personId],
    opened_at: ['timestamptz', ({ item }) => item.openedAt],
    closed_at: ['timestamptz', ({ item }) => item.closedAt],
    reason: ['text', ({ item }) => item.reason],
  },
  { key: 'episode_id', keeps: ['opened_at'] },
);

const saveRepetitions = upsert<Owned<Detection>>(
  'repetition',
  {
    detection_id: ['uuid', ({ item }) => item.detectionId],
    person_id: ['uuid', ({ personId }) => personId],
    pattern: ['text', ({ item }) => item.pattern],
    at: ['timestamptz', ({ item }) => item.at],
    status: ['text', ({ item }) => item.status],
  },
  { key: 'detection_id', keeps: ['pattern', 'at'] },
);

const addAliases = upsert<Owned<string>>(
  'person_alias',
  {
    retired_id: ['uuid', ({ item }) => item],
    survivor_id: ['uuid', ({ personId }) => personId],
  },
  { key: 'retired_id' },
);

const MOVE_ITEMS = `
  UPDATE journey_item SET person_id = a.survivor_id FROM person_alias a
  WHERE journey_item.person_id = a.retired_id AND a.retired_id = ANY($1::uuid[])`;

const FORGET_RETIRED = `DELETE FROM person_outcomes WHERE person_id = ANY($1::uuid[])`;

type Persisted = Omit<PersonOutcomes, 'personId' | 'journey'>;

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

const documents = new Documents<PersonOutcomes>({
  table: 'person_outcomes',
  read: (personId, state: Persisted) => ({ ...state, personId, journey: [] }),
  write: persisted,
  parts: persisted,
});

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

  settled(state: PersonOutcomes): PersonOutcomes {
    if (state.journey.length === 0) return state;
    return documents.sameAs({ ...state, journey: [] }, state);
  }

  sizeOf(state: PersonOutcomes): number {
    return documents.sizeOf(state);
  }

  load(tx: Tx, keys: readonly string[]): Promise<Map<string, PersonOutcomes>> {
    return documents.load(tx, keys);
  }

  async save(tx: Tx, changes: readonly Change[]): Promise<void> {
    await documents.save(tx, changes);
    await addItems(
      tx,
      itemsOf(changes, ({ journey }) => journey),
    );
    await saveFollowUps(
      tx,
      itemsOf(changes, ({ followUps }) => followUps.windows),
    );
    await saveEpisodes(
      tx,
      itemsOf(changes, ({ episodes }) => episodes.all),
    );
    await saveRepetitions(
      tx,
      itemsOf(changes, ({ returns }) => returns.detections),
    );
    await absorb(
      tx,
      itemsOf(changes, ({ absorbed }) => absorbed),
    );
  }
}

/** Items that are new or other than before. Rules never change an item in place. */
function itemsOf<T>(
  changes: readonly Change[],
  of: (person: PersonOutcomes) => readonly T[],
): ReadonlyArray<Owned<T>> {
  return changes.flatMap(({ key, before, after }) => {
    const known = new Set(of(before));
    return of(after)
      .filter((item) => !known.has(item))
      .map((item) => ({ personId: key, item }));
  });
}

async function absorb(tx: Tx, items: ReadonlyArray<Owned<string>>): Promise<void> {
  if (items.length === 0) return;
  const retired = items.map(({ item }) => item);
  await addAliases(tx, items);
  await tx.query(MOVE_ITEMS, [retired]);
  await documents.forgetChanges(tx, retired);
  await tx.query(FORGET_RETIRED, [retired]);
}
