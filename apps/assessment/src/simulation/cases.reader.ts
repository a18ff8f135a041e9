import { Injectable } from '@nestjs/common';
import type { Level } from '@handrail/domain';
import { DataSource } from 'typeorm';
import { newReassessment } from '../reassessment/domain/new-reassessment.js';
import type { RecordedCase } from './domain/asked-differently.js';
import type { Concerns } from './domain/changed-limits.js';
import {
  newPersonCase,
  type PersonCase,
  type Reassessment,
} from '../reassessment/domain/person-case.js';
import { PersonCaseStore } from '../reassessment/person-case.store.js';

const PAGE = 1_000;

/** What was told of a person; a case that an older version wrote lacks what it did not know. */
const FACTS = [
  'stays',
  'ratings',
  'signals',
  'opioidNamed',
  'attendance',
  'requests',
  'drugTests',
  'plansOver',
  'places',
] as const;

const CHANGED =
  'EXISTS (SELECT FROM person_case_change AS later WHERE later.person_id = whole.person_id)';

// A case that is written by what changed is read as the rules read it.
// What people wrote, what was evaluated and why is most of a case, and none of it decides who is asked. The
// document is taken apart once: each look inside it by name would unpack it anew.
const NEXT_PAGE = `
  SELECT person_id, jsonb_build_object(${FACTS.map((name) => `'${name}', coalesce("${name}", '[]')`).join()})
      AS facts,
    (SELECT jsonb_agg(jsonb_build_object(
       'id', r->'id', 'status', r->'status', 'openedAt', r->'openedAt', 'dueAt', r->'dueAt',
       'triggers', r->'triggers', 'withdrawn', r->'withdrawn',
       'decidedAt', r#>'{decision,determinedAt}',
       'level', r#>'{decision,determination,level}',
       'mode', r#>'{decision,determination,mode}'))
     FROM jsonb_array_elements(reassessments) AS r) AS reassessments, ${CHANGED} AS changed
  FROM person_case AS whole CROSS JOIN LATERAL jsonb_to_record(state)
    AS recorded(${FACTS.map((name) => `"${name}" jsonb`).join()}, reassessments jsonb)
  WHERE person_id > $1 AND (${CHANGED} OR
    ($3 AND attendance @> '[{"attendance": "no-show"}]') OR
    ($4 AND attendance <> '[]') OR ($5 AND stays <> '[]') OR
    ($6 AND jsonb_array_length(signals) > 1) OR ($7 AND requests <> '[]'))
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
  readonly changed: boolean;
  readonly facts: Pick<PersonCase, (typeof FACTS)[number]>;
  readonly reassessments: readonly KnownReassessment[] | null;
}

/** Every UUID but this one sorts after it. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** The recorded facts of persons whom a limit concerns: a page in hand, the next one on its way. */
@Injectable()
export class CasesReader {
  readonly #database: DataSource;
  readonly #whole = new PersonCaseStore();

  constructor(database: DataSource) {
    this.#database = database;
  }

  async *concerned(by: Concerns): AsyncGenerator<readonly RecordedCase[]> {
    const { misses, sessions, stays, signals, requests } = by;
    const which = [misses, sessions, stays, signals, requests];
    const pageAfter = (personId: string) =>
      this.#database.query<Row[]>(NEXT_PAGE, [personId, PAGE, ...which]);
    let page = await pageAfter(FIRST_ID);
    while (page.length > 0) {
      // The database looks for the next page while this one is being thought about.
      const next = page.length < PAGE ? Promise.resolve([]) : pageAfter(page.at(-1)!.person_id);
      next.catch(() => undefined);
      yield await this.#casesOf(page);
      page = await next;
    }
  }

  async #casesOf(page: readonly Row[]): Promise<RecordedCase[]> {
    const changed = page.filter((row) => row.changed).map(({ person_id: personId }) => personId);
    if (changed.length === 0) return page.map(toCase);
    const whole = await this.#whole.load(this.#database, changed);
    return page.map((row) => {
      const state = whole.get(row.person_id);
      if (!state) return toCase(row);
      return toCase({ ...row, facts: state, reassessments: state.reassessments.map(knownOf) });
    });
  }
}

/** What a simulation wants to know of a reassessment, of one that was read whole. */
const knownOf = ({ decision, ...reassessment }: Reassessment): KnownReassessment => ({
  ...reassessment,
  decidedAt: decision?.determinedAt ?? null,
  level: decision?.determination.level ?? null,
  mode: decision?.determination.mode ?? null,
});

function toCase({ person_id: personId, facts, reassessments }: Row): RecordedCase {
  const known = (reassessments ?? []).filter(({ triggers }) => triggers.length > 0);
  const decided = known.flatMap(({ id, decidedAt: at, level, mode }) =>
    at && mode ? [[id, { at, level, mode }] as const] : [],
  );
  const state = { ...newPersonCase(personId), ...facts, reassessments: known.map(toReassessment) };
  return { state, decided: new Map(decided) };
}

const toReassessment = (known: KnownReassessment): Reassessment => ({
  ...newReassessment(known.id, known.triggers[0]!, known),
  ...{ status: known.status, triggers: known.triggers, withdrawn: known.withdrawn },
});
