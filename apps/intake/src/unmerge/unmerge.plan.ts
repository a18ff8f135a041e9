import type { Queryable } from '@handrail/messaging';
import type { Inbound } from '../inbound/domain/inbound.js';
import {
  STORED_COLUMNS,
  type StoredMessage,
  type StoredMessages,
} from '../message/stored-messages.js';
import { personStatementsOf, statementsOf } from '../inbound/domain/statements.js';
import type { Produced } from '../message/message.store.js';
import { isOfRetired } from './domain/division.js';
import { keysOf } from '../inbound/domain/named-person.js';
import type { Pseudonyms } from '../person/pseudonyms.js';

/** A merge as it was written down. */
export interface MergeRow {
  readonly id: string;
  readonly survivor_id: string;
  readonly retired_id: string;
  readonly merged_at: Date;
  readonly undone_at: Date | null;
  readonly moved: {
    readonly identifiers: readonly string[];
    /** Of these, the ones both had: they say nothing about whose a message is. */
    readonly shared?: readonly string[];
    /** Of those, the ones that the retired person had first. */
    readonly first?: readonly string[];
    readonly visits: readonly string[];
    readonly keys?: readonly string[];
    /** Consents that people had recorded of the retired person: no message says whose they are. */
    readonly consents?: readonly string[];
  };
}

export type PlannedMessage = StoredMessage & {
  readonly visit_key: string | null;
  readonly produced: readonly Produced[];
  readonly inbound: Inbound;
};

/** Who gets what when a merge is undone. */
export interface UnmergePlan {
  readonly restored: readonly PlannedMessage[];
  readonly remaining: readonly PlannedMessage[];
  readonly visits: ReadonlySet<string>;
  /** Of the remaining: what may have been decided together with facts of the other. */
  readonly mingled: readonly PlannedMessage[];
  readonly mingledVisits: ReadonlySet<string>;
  /** Trusted identifiers that go back, by look-up key. */
  readonly identifiers: ReadonlySet<string>;
  /** Trusted identifiers that both had before, and have again. */
  readonly shared: ReadonlySet<string>;
  /** Of those, the ones that who is there again had first. */
  readonly first: readonly string[];
}

/** Facts count together for 30 days (repeated return to use), and no reassessment is open for longer. */
const COUNTED_TOGETHER_MS = 30 * 24 * 3_600_000;

const MESSAGES = `
  SELECT ${STORED_COLUMNS}, visit_key, produced FROM message WHERE person_id = $1
  ORDER BY received_at, id`;

const OWN_IDENTIFIERS = `
  SELECT id_hash FROM identifier
  WHERE person_id = $1 AND trusted AND first_seen_at <= $2 AND id_hash <> ALL($3::text[])`;

/**
 * Reads every message of the survivor again and says which of them are about the retired person. A
 * message that can no longer be read stays where it is.
 */
export async function planUnmerge(
  db: Queryable,
  stored: StoredMessages,
  pseudonyms: Pseudonyms,
  survivorId: string,
  merge: MergeRow,
): Promise<UnmergePlan> {
  const rows = await db.query<Omit<PlannedMessage, 'inbound'>>(MESSAGES, [survivorId]);
  const inbounds = await stored.read(db, rows);
  const messages = rows.flatMap((row) => {
    const inbound = inbounds.get(row.id);
    return inbound ? [{ ...row, inbound }] : [];
  });
  const own = await db.query<{ id_hash: string }>(OWN_IDENTIFIERS, [
    survivorId,
    merge.merged_at,
    merge.moved.identifiers,
  ]);
  const survivors = new Set(own.map(({ id_hash }) => id_hash));
  const shared = new Set(merge.moved.shared ?? []);
  const movedIdentifiers = merge.moved.identifiers.filter((hash) => !shared.has(hash));
  const moved = {
    identifiers: new Set(movedIdentifiers),
    visits: new Set(merge.moved.visits),
  };
  const namedBy = ({ inbound }: PlannedMessage) =>
    personStatementsOf(inbound).flatMap(({ person }) =>
      keysOf(person).map((identifier) => pseudonyms.identifier(identifier)),
    );
  const isRestored = (message: PlannedMessage) =>
    !statementsOf(message.inbound).some((each) => each.kind === 'merge') &&
    isOfRetired({ identifiers: namedBy(message), visitKey: message.visit_key }, moved, survivors);
  const restored = messages.filter(isRestored);
  const remaining = messages.filter((message) => !restored.includes(message));
  const visitsOf = (some: readonly PlannedMessage[]) =>
    some.flatMap(({ visit_key }) => visit_key ?? []);
  // A visit that both told of stays with whom it was before.
  const kept = new Set(visitsOf(remaining));
  const late = visitsOf(restored).filter((key) => !kept.has(key));
  const visits = new Set([...merge.moved.visits, ...late]);
  const since = merge.merged_at.getTime() - COUNTED_TOGETHER_MS;
  const mingled = remaining.filter(({ received_at }) => received_at.getTime() >= since);
  const named = restored
    .flatMap(namedBy)
    .filter((hash) => !survivors.has(hash) && !shared.has(hash));
  return {
    restored,
    remaining,
    visits,
    mingled,
    mingledVisits: new Set(visitsOf(mingled).filter((key) => !visits.has(key))),
    identifiers: new Set([...movedIdentifiers, ...named]),
    shared,
    first: merge.moved.first ?? [],
  };
}
