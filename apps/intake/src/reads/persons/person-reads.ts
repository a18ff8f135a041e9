import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { KeptDetails } from '../../person/domain/person.js';
import type { Stay } from '../../stay/domain/index.js';
import type { IdentifierDto, PersonDto } from './person.dto.js';

interface Row {
  id: string;
  details: KeptDetails;
  merged_into: string | null;
  merged_from: string[] | null;
  identifiers: IdentifierDto[] | null;
  stays: Stay[] | null;
}

const PERSONS = `
  SELECT p.id, p.details, p.merged_into,
    (SELECT array_agg(m.id ORDER BY m.id) FROM person m WHERE m.merged_into = p.id) AS merged_from,
    (SELECT jsonb_agg(jsonb_build_object('system', i.system, 'value', i.value, 'trusted', i.trusted)
                      ORDER BY i.first_seen_at, i.system, i.value)
     FROM identifier i WHERE i.person_id = p.id) AS identifiers,
    (SELECT jsonb_agg(s) FROM visit v, jsonb_array_elements(v.stays) AS s
     WHERE v.person_id = p.id) AS stays
  FROM person p WHERE p.id = ANY($1::uuid[])`;

/** Persons as intake knows them; no other service does. */
@Injectable()
export class PersonReads {
  constructor(private readonly db: DataSource) {}

  async byIds(ids: readonly string[]): Promise<PersonDto[]> {
    if (ids.length === 0) return [];
    return (await this.db.query<Row[]>(PERSONS, [ids])).map(toDto);
  }

  async ownersOf(hash: string): Promise<string[]> {
    const rows = await this.db.query<Array<{ person_id: string }>>(
      'SELECT person_id FROM identifier WHERE id_hash = $1 ORDER BY person_id LIMIT 200',
      [hash],
    );
    return rows.map((row) => row.person_id);
  }
}

function toDto(row: Row): PersonDto {
  const { details } = row;
  return {
    id: row.id,
    name: details.name?.value ?? null,
    birthDate: details.birthDate?.value ?? null,
    birthDateText: details.birthDateText?.value ?? null,
    sex: details.sex?.value ?? null,
    phone: details.phone?.value ?? null,
    address: details.address?.value ?? null,
    identifiers: row.identifiers ?? [],
    stays: (row.stays ?? []).map(toStay).sort(byStart),
    mergedFrom: row.merged_from ?? [],
    mergedInto: row.merged_into,
  };
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
