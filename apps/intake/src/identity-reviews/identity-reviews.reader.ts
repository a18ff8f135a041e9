import { Inject, Injectable } from '@nestjs/common';
import type { ReviewStatus } from '@handrail/contracts';
import { notFound } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { IDENTIFICATION } from '../intake.tokens.js';
import type { Identification } from '../person/identification.js';
import type { PersonDto } from '../reads/persons/person.dto.js';
import { PersonsReader } from '../reads/persons/persons.reader.js';
import { comparePersons, type Compared } from './domain/compare-persons.js';
import type { IdentityReviewDto, ReviewSummaryDto } from './identity-review.dto.js';

/** A review as it is stored, with the merge that followed it when its persons were linked. */
export interface ReviewRow {
  readonly id: string;
  readonly person_a: string;
  readonly person_b: string;
  readonly reason: string;
  readonly status: ReviewStatus;
  readonly message_id: string | null;
  readonly opened_at: Date;
  readonly score_bits: number | null;
  readonly decided_at: Date | null;
  readonly decided_by: string | null;
  readonly decided_reason: string | null;
  readonly merge_id: string | null;
  /** Who the survivor of that merge is today. */
  readonly survivor_id: string | null;
  readonly restored_id: string | null;
}

// The merge is found by its pair: a source may have linked the two before anybody decided.
const REVIEWS = `
  SELECT r.id, r.person_a, r.person_b, r.reason, r.message_id, r.opened_at, r.score_bits,
    r.decided_at, r.decided_by, r.decided_reason, m.id AS merge_id, m.survivor_id, m.restored_id,
    CASE WHEN m.undone_at IS NOT NULL THEN 'undone' ELSE r.status END AS status
  FROM identity_review r LEFT JOIN LATERAL (
    SELECT m.id, m.undone_at, m.restored_id, coalesce(p.merged_into, p.id) AS survivor_id
    FROM person_merge m JOIN person p ON p.id = m.survivor_id
    WHERE r.status = 'linked' AND m.survivor_id IN (r.person_a, r.person_b)
      AND m.retired_id IN (r.person_a, r.person_b)
    ORDER BY m.merged_at DESC LIMIT 1) AS m ON true`;

/** Reads identity reviews with both persons and what speaks for and against them. */
@Injectable()
export class IdentityReviewsReader {
  readonly #db: DataSource;
  readonly #persons: PersonsReader;
  readonly #identification: Identification;

  constructor(
    db: DataSource,
    persons: PersonsReader,
    @Inject(IDENTIFICATION) identification: Identification,
  ) {
    this.#db = db;
    this.#persons = persons;
    this.#identification = identification;
  }

  rows(status: ReviewStatus, after: readonly string[] | null, limit: number): Promise<ReviewRow[]> {
    return this.#db.query<ReviewRow[]>(
      `SELECT * FROM (${REVIEWS} WHERE r.status = $1) AS review
       WHERE status = $2 AND ($3::timestamptz IS NULL OR (opened_at, id) < ($3, $4::uuid))
       ORDER BY opened_at DESC, id DESC LIMIT $5`,
      [
        status === 'undone' ? 'linked' : status,
        ...[status, after?.[0] ?? null, after?.[1] ?? null, limit],
      ],
    );
  }

  /** Refused with 404 when there is none. */
  async row(id: string): Promise<ReviewRow> {
    const [row] = await this.#db.query<ReviewRow[]>(`${REVIEWS} WHERE r.id = $1`, [id]);
    if (!row) throw notFound('identity review');
    return row;
  }

  async summary(): Promise<ReviewSummaryDto> {
    const [row] = await this.#db.query<Array<{ open: number; oldest: Date | null }>>(
      `SELECT count(*)::int AS open, min(opened_at) AS oldest
       FROM identity_review WHERE status = 'open'`,
    );
    return { open: row?.open ?? 0, oldestOpenedAt: row?.oldest?.toISOString() ?? null };
  }

  async byId(id: string): Promise<IdentityReviewDto> {
    const [review] = await this.withPersons([await this.row(id)]);
    return review!;
  }

  async withPersons(rows: readonly ReviewRow[]): Promise<IdentityReviewDto[]> {
    const found = await this.#persons.byIds([...new Set(rows.flatMap(pairOf))]);
    const persons = new Map(found.map((person) => [person.id, person]));
    const { parameters } = this.#identification.matcher.hashes;
    return rows.map((row) => {
      const pair = pairOf(row).flatMap((id) => persons.get(id) ?? []);
      const [a, b] = pair;
      const comparison = a && b ? comparePersons(comparedOf(a), comparedOf(b), parameters) : [];
      return { ...toDto(row), comparison, persons: pair };
    });
  }
}

/** An undone merge leaves two persons again, and one of them has a new id. */
const pairOf = (row: ReviewRow): string[] =>
  row.status === 'undone' && row.survivor_id && row.restored_id
    ? [row.survivor_id, row.restored_id]
    : [row.person_a, row.person_b];

const comparedOf = (person: PersonDto): Compared => ({
  details: {
    name: (person.name as Compared['details']['name']) ?? {},
    ...(person.birthDate ? { birthDate: person.birthDate } : {}),
    ...(person.sex ? { sex: person.sex } : {}),
    ...(person.phone ? { phone: person.phone } : {}),
    address: (person.address as Compared['details']['address']) ?? {},
  },
  identifiers: person.identifiers,
});

const toDto = (row: ReviewRow): Omit<IdentityReviewDto, 'comparison' | 'persons'> => ({
  id: row.id,
  reason: row.reason,
  status: row.status,
  openedAt: row.opened_at.toISOString(),
  messageId: row.message_id,
  scoreBits: row.score_bits,
  decidedAt: row.decided_at?.toISOString() ?? null,
  decidedBy: row.decided_by,
  decidedReason: row.decided_reason,
});
