import type { Cause, UnitOfWork } from '@handrail/messaging';
import type { Identification } from '../person/identification.js';
import {
  allSightingsOf,
  saveSightings,
  type NumberSighting,
} from '../person/number-sighting.store.js';
import { bySighting, lastBefore } from '../identity/evidence.js';
import type { ResolvedStatement, Resolution } from '../identity/resolution.js';
import { rehomeMessages, type ReadMessage, type Rehomed } from './rehome-messages.js';
import { reportedAtOf, statementsOf } from '../inbound/domain/statements.js';
import { STORED_COLUMNS, type StoredMessages } from '../message/stored-messages.js';
import type { Inbound } from '../inbound/domain/inbound.js';
import { namingOf, identifiesByDemographics } from '../identity/owner.js';

const MESSAGES = `SELECT ${STORED_COLUMNS}, person_id, visit_key, produced FROM message`;

/**
 * Keeps account of a number that several persons share. A message that does not say itself whose it is goes to
 * the one seen last before it, by when their sources reported: so every message that comes may show
 * that an earlier one is another's, and it is then moved there with everything that followed from it.
 */
export class SharedNumbers {
  readonly #unit: UnitOfWork;
  readonly #identification: Identification;
  readonly #stored: StoredMessages;

  constructor(unit: UnitOfWork, identification: Identification, stored: StoredMessages) {
    this.#unit = unit;
    this.#identification = identification;
    this.#stored = stored;
  }

  /** After a message that names shared numbers has been applied and stored. */
  async settle(inbound: Inbound, resolution: Resolution, cause: Cause): Promise<void> {
    const { tx } = this.#unit;
    const resolved = resolution.resolved.get(inbound) ?? [];
    const hashes = [...new Set(resolved.flatMap(({ sharedHashes }) => sharedHashes))];
    if (hashes.length === 0) return;
    const before = await allSightingsOf(tx, hashes);
    const hashesBefore = new Set(before.map(({ hash }) => hash));
    const isNew = (hash: string) => !hashesBefore.has(hash);
    const all = [
      ...before,
      ...(await this.#sightingsBefore(hashes.filter(isNew), resolution, inbound.id)),
      ...resolved.flatMap((each) => sightingsIn(inbound, each)),
    ];
    const moves = movesAmong(all);
    await saveSightings(
      tx,
      all.flatMap((each, at) => {
        const personId = moves.get(each.messageId);
        return personId === undefined && at < before.length
          ? []
          : [{ ...each, personId: personId ?? each.personId }];
      }),
    );
    await this.#move(moves, cause);
  }

  /** Of a number that has just turned out to be shared: what its owners have been told of by it until now. */
  async #sightingsBefore(
    hashes: readonly string[],
    { owners }: Resolution,
    besides: string,
  ): Promise<NumberSighting[]> {
    if (hashes.length === 0) return [];
    const persons = [...new Set(hashes.flatMap((hash) => owners.get(hash) ?? []))];
    const rows = await this.#read('WHERE person_id = ANY($1::uuid[]) AND id <> $2', [
      persons,
      besides,
    ]);
    return rows.flatMap((row) =>
      this.#sightingsOf(row).filter(({ hash }) => hashes.includes(hash)),
    );
  }

  #sightingsOf({ id: messageId, person_id: personId, inbound }: ReadMessage): NumberSighting[] {
    const { pseudonyms, matcher } = this.#identification;
    const sightings = statementsOf(inbound).flatMap((statement) => {
      if (!('person' in statement)) return [];
      const at = reportedAtOf(statement);
      const naming = namingOf(statement.person, at, pseudonyms, matcher.hashes.parameters);
      const isCertain = identifiesByDemographics(naming) || naming.keys.length > 1;
      return naming.keys.map(({ hash }) => ({ hash, messageId, personId, at, isCertain }));
    });
    return [...new Map(sightings.map((each) => [each.hash, each])).values()];
  }

  async #move(moves: ReadonlyMap<string, string>, cause: Cause): Promise<void> {
    if (moves.size === 0) return;
    const rows = await this.#read('WHERE id = ANY($1::uuid[])', [[...moves.keys()]]);
    const rehomed = rows.map((message): Rehomed => ({
      message,
      from: message.person_id,
      to: moves.get(message.id)!,
    }));
    await rehomeMessages(this.#unit, this.#identification, rehomed, cause);
  }

  async #read(where: string, params: readonly unknown[]): Promise<ReadMessage[]> {
    const rows = await this.#unit.tx.query<Omit<ReadMessage, 'inbound'>>(
      `${MESSAGES} ${where} ORDER BY received_at, id`,
      params,
    );
    const read = await this.#stored.read(
      this.#unit.tx,
      rows as unknown as Parameters<StoredMessages['read']>[1],
    );
    return rows.flatMap((row) => {
      const inbound = read.get(row.id);
      return inbound ? [{ ...row, inbound }] : [];
    });
  }
}

/** One for each shared number of a statement about a person. */
function sightingsIn(inbound: Inbound, resolved: ResolvedStatement): NumberSighting[] {
  const { personId, sharedHashes, isCertain, statement } = resolved;
  if (!personId || !('person' in statement)) return [];
  const at = reportedAtOf(statement);
  return sharedHashes.map((hash) => ({ hash, messageId: inbound.id, personId, at, isCertain }));
}

/** Messages that turn out to be of another person: message id -> whom they are of. */
export function movesAmong(all: readonly NumberSighting[]): Map<string, string> {
  const moves = new Map<string, string>();
  const certain = new Map<string, NumberSighting[]>();
  for (const sighting of all) {
    if (!sighting.isCertain) continue;
    const known = certain.get(sighting.hash);
    if (known) known.push(sighting);
    else certain.set(sighting.hash, [sighting]);
  }
  for (const sightings of certain.values()) sightings.sort(bySighting);
  for (const { hash, messageId, personId, at, isCertain } of all) {
    if (isCertain) continue;
    const wanted = lastBefore(certain.get(hash) ?? [], at);
    if (wanted && wanted !== personId) moves.set(messageId, wanted);
  }
  return moves;
}
