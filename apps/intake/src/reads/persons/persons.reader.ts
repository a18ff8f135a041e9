import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { KeyRing } from '../../encryption/vault.js';
import { IDENTIFICATION } from '../../intake.tokens.js';
import type { KeptDetails } from '../../inbound/domain/named-person.js';
import type { Identification } from '../../person/identification.js';
import { identifierPlace, personPlace } from '../../person/person.store.js';
import type { Stay } from '../../stay/domain/index.js';
import type { IdentifierDto, MergeDto, PersonDto } from './person.dto.js';

interface Row {
  id: string;
  sealed_details: Buffer;
  merged_into: string | null;
  merged_from: string[] | null;
  stays: Stay[] | null;
  merges: MergeDto[] | null;
  erased_at: Date | null;
}

interface IdentifierRow {
  person_id: string;
  id_hash: string;
  system: string;
  sealed_value: Buffer;
  trusted: boolean;
}

const PERSONS = `
  SELECT p.id, p.sealed_details, p.merged_into,
    (SELECT array_agg(m.id ORDER BY m.id) FROM person m WHERE m.merged_into = p.id) AS merged_from,
    (SELECT jsonb_agg(jsonb_build_object('id', m.id, 'kind', m.kind, 'retiredId', m.retired_id,
       'mergedAt', m.merged_at, 'undoneAt', m.undone_at, 'restoredId', m.restored_id)
       ORDER BY m.merged_at, m.id)
     FROM person_merge m JOIN person s ON s.id = m.survivor_id
     WHERE coalesce(s.merged_into, s.id) = p.id) AS merges,
    (SELECT jsonb_agg(s) FROM visit v, jsonb_array_elements(v.stays) AS s
     WHERE v.person_id = p.id) AS stays,
    (SELECT e.erased_at FROM erased_person x JOIN erasure e ON e.id = x.erasure_id
     WHERE x.person_id = p.id) AS erased_at
  FROM person p WHERE p.id = ANY($1::uuid[]) ORDER BY array_position($1::uuid[], p.id)`;

const IDENTIFIERS = `
  SELECT person_id, id_hash, system, sealed_value, trusted FROM identifier
  WHERE person_id = ANY($1::uuid[]) ORDER BY first_seen_at, system, id_hash`;

/** Persons as intake knows them; no other service does. */
@Injectable()
export class PersonsReader {
  readonly #db: DataSource;
  readonly #identification: Identification;

  constructor(db: DataSource, @Inject(IDENTIFICATION) identification: Identification) {
    this.#db = db;
    this.#identification = identification;
  }

  async byIds(ids: readonly string[]): Promise<PersonDto[]> {
    if (ids.length === 0) return [];
    const rows = await this.#db.query<Row[]>(PERSONS, [ids]);
    const identifiers = await this.#db.query<IdentifierRow[]>(IDENTIFIERS, [ids]);
    const ring = await this.#identification.vault.ringOf(this.#db, [
      ...rows.map(({ sealed_details }) => sealed_details),
      ...identifiers.map(({ sealed_value }) => sealed_value),
    ]);
    return rows.map((row) =>
      toDto(
        row,
        ring,
        identifiers.filter(({ person_id }) => person_id === row.id),
      ),
    );
  }

  async ownersOf(hash: string): Promise<string[]> {
    const rows = await this.#db.query<Array<{ person_id: string }>>(
      'SELECT person_id FROM identifier WHERE id_hash = $1 ORDER BY is_shared, person_id LIMIT 200',
      [hash],
    );
    return rows.map((row) => row.person_id);
  }
}

function toDto(row: Row, ring: KeyRing, identifiers: readonly IdentifierRow[]): PersonDto {
  // Nothing can be told of a person whose data key has been destroyed.
  const details =
    ring.json<KeptDetails>({ place: personPlace(row.id), sealed: row.sealed_details }) ?? {};
  return {
    id: row.id,
    name: details.name?.value ?? null,
    birthDate: details.birthDate?.value ?? null,
    birthDateText: details.birthDateText?.value ?? null,
    sex: details.sex?.value ?? null,
    phone: details.phone?.value ?? null,
    address: details.address?.value ?? null,
    identifiers: identifiers.flatMap((identifier) => toIdentifier(identifier, ring)),
    stays: (row.stays ?? []).map(toStay).sort(byStart),
    mergedFrom: row.merged_from ?? [],
    mergedInto: row.merged_into,
    merges: row.merges ?? [],
    erasedAt: row.erased_at?.toISOString() ?? null,
  };
}

function toIdentifier(row: IdentifierRow, ring: KeyRing): IdentifierDto[] {
  const { id_hash, system, trusted, sealed_value: sealed } = row;
  const value = ring.text({ place: identifierPlace(id_hash), sealed });
  return value === undefined ? [] : [{ system, value, trusted }];
}

const toStay = ({
  stayId,
  facility,
  setting,
  startedAt,
  endedAt,
  disposition,
  plannedFor,
}: Stay) => ({
  ...{ stayId, facility, setting, startedAt, endedAt, disposition, plannedFor },
});

const byStart = (a: { startedAt: string | null; endedAt: string | null }, b: typeof a) =>
  (a.startedAt ?? a.endedAt ?? '').localeCompare(b.startedAt ?? b.endedAt ?? '');
