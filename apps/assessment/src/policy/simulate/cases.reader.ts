import { Injectable } from '@nestjs/common';
import type { Level } from '@handrail/domain';
import { DataSource } from 'typeorm';
import { newReassessment } from '../../reassessment/domain/new-reassessment.js';
import type { Concerns, RecordedCase } from '../../reassessment/domain/other-limits.js';
import {
  newPersonCase,
  type PersonCase,
  type Reassessment,
} from '../../reassessment/domain/person-case.js';

const PAGE = 1_000;

/** What was told of a person; a case that an older version wrote lacks what it did not know. */
const FACTS = ['stays', 'ratings', 'signals', 'opioidNamed', 'attendance', 'plansOver'] as const;

// What people wrote, what was evaluated and why is most of a case, and none of it decides who is asked.
const NEXT_PAGE = `
  SELECT person_id,
    jsonb_build_object(${FACTS.map((name) => `'${name}', coalesce(state->'${name}', '[]')`).join()})
      AS facts,
    (SELECT jsonb_agg(jsonb_build_object(
       'id', r->'id', 'status', r->'status', 'openedAt', r->'openedAt', 'dueAt', r->'dueAt',
       'triggers', r->'triggers', 'withdrawn', r->'withdrawn',
       'decidedAt', r#>'{decision,determinedAt}',
       'level', r#>'{decision,determination,level}',
       'mode', r#>'{decision,determination,mode}'))
     FROM jsonb_array_elements(state->'reassessments') AS r) AS reassessments
  FROM person_case
  WHERE person_id > $1 AND (
    ($3 AND jsonb_array_length(coalesce(state->'attendance', '[]')) > 0) OR
    ($4 AND jsonb_array_length(coalesce(state->'stays', '[]')) > 0) OR
    ($5 AND jsonb_array_length(coalesce(state->'signals', '[]')) > 1))
  ORDER BY person_id LIMIT $2`;

interface KnownReassessment extends Pick<
  Reassessment,
  'id' | 'status' | 'openedAt' | 'dueAt' | 'triggers' | 'withdrawn'
> {
  readonly decidedAt: string | null;
  readonly level: Level | null;
  readonly mode: 'automatic' | 'needs-human' | null;
}

interface Row {
  readonly person_id: string;
  readonly facts: Pick<PersonCase, (typeof FACTS)[number]>;
  readonly reassessments: readonly KnownReassessment[] | null;
}

/** Every UUID but this one sorts after it. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** The recorded facts of persons whom a limit concerns, one page in memory at a time. */
@Injectable()
export class CasesReader {
  constructor(private readonly database: DataSource) {}

  async *concerned(by: Concerns): AsyncGenerator<readonly RecordedCase[]> {
    const { attendance, stays, signals } = by;
    let after = FIRST_ID;
    for (;;) {
      const asked = [after, PAGE, attendance, stays, signals];
      const rows = await this.database.query<Row[]>(NEXT_PAGE, asked);
      if (rows.length > 0) yield rows.map(toCase);
      if (rows.length < PAGE) return;
      after = rows.at(-1)!.person_id;
    }
  }
}

function toCase({ person_id: personId, facts, reassessments }: Row): RecordedCase {
  const known = (reassessments ?? []).filter(({ triggers }) => triggers.length > 0);
  const decided = known.flatMap(({ id, decidedAt: at, level, mode }) =>
    at && mode ? [[id, { at, level, mode }] as const] : [],
  );
  const state = { ...newPersonCase(personId), ...facts, reassessments: known.map(toReassessment) };
  return { state, decided: new Map(decided) };
}

const toReassessment = (one: KnownReassessment): Reassessment => ({
  ...newReassessment(one.id, one.triggers[0]!, one),
  ...{ status: one.status, triggers: one.triggers, withdrawn: one.withdrawn },
});
