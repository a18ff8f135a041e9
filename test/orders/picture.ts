import type { DataSource } from 'typeorm';
import { PersonCaseStore } from '../../apps/assessment/src/reassessment/person-case.store.js';
import type { Product } from './product.js';

/** What a run ended in, in terms that are the same from run to run: no ids, no times of receipt. */
export interface Picture {
  /** What has to be the same in every order. Each line stands for one thing. */
  readonly persons: readonly string[];
  readonly stays: readonly string[];
  readonly reassessments: readonly string[];
  readonly placements: readonly string[];
  /** Messages that wait or were refused. */
  readonly unsettled: readonly string[];
  /** Active placements whose reassessment was withdrawn, and messages without a reason: never any. */
  readonly wrong: readonly string[];
  /** What may differ: names and addresses as last told, and how it came to this. */
  readonly history: readonly string[];
  readonly dispositions: Readonly<Record<string, number>>;
}

interface Person {
  readonly identifiers: ReadonlyArray<{ system: string; value: string; trusted: boolean }>;
  readonly stays: ReadonlyArray<Record<string, unknown>>;
  readonly mergedInto: string | null;
}

interface Trigger {
  readonly kind: string;
  readonly occurredAt: string;
  readonly stayId: string | null;
  readonly planned: boolean;
}

interface Reassessment {
  readonly id: string;
  readonly status: string;
  readonly triggers: readonly Trigger[];
  readonly fallen: readonly Trigger[];
  readonly proposal: Determined | null;
  readonly decision: { readonly determination: Determined } | null;
  readonly withdrawn: { readonly reason: string } | null;
}

interface Determined {
  readonly level: string | null;
  readonly supports: readonly string[];
}

interface Case {
  readonly personId: string;
  readonly reassessments: readonly Reassessment[];
}

interface Placement {
  readonly personId: string;
  readonly level: string;
  readonly status: string;
  readonly programId: string | null;
  readonly waitReason: string | null;
  readonly endReason: string | null;
  readonly needsReview: string | null;
  readonly causedBy: { readonly reassessmentId: string };
}

interface Message {
  readonly type: string;
  readonly control_id: string | null;
  readonly disposition: string;
  readonly reason: string;
}

const ACTIVE = ['offered', 'confirmed', 'waitlisted'];

const kept = new PersonCaseStore();

async function casesOf(database: DataSource): Promise<Case[]> {
  const rows = await database.query<Array<{ id: string }>>(
    'SELECT person_id AS id FROM person_case',
  );
  const known = await kept.load(
    database,
    rows.map(({ id }) => id),
  );
  return [...known.values()].filter(({ reassessments }) => reassessments.length > 0);
}

/** Looks at everything the product knows. */
export async function pictureOf(product: Product): Promise<Picture> {
  const people = await peopleOf(product);
  const cases = await casesOf(product.database('assessment'));
  const placements = await product.everything<Placement>('scheduling', '/v1/placements');
  const messages = await product
    .database('intake')
    .query<Message[]>('SELECT type, control_id, disposition, reason FROM message');
  const naming = namingBy(new Map([...people.values()].flatMap(({ stayNames }) => [...stayNames])));
  const somebody = [...people.values()].filter(({ mergedInto }) => mergedInto === null);
  const active = placements.filter(({ status }) => ACTIVE.includes(status));
  const placed = (placement: Placement) =>
    `${nameOf(people, placement.personId)}: ${placing(placement)}`;
  const live = new Set(
    cases.flatMap(({ reassessments }) => reassessments.filter(isLive).map(({ id }) => id)),
  );
  const ofCases = (say: (reassessments: readonly Reassessment[]) => readonly string[]) =>
    cases.flatMap((each) =>
      say(each.reassessments).map((line) => `${nameOf(people, each.personId)}: ${line}`),
    );
  return {
    persons: somebody.map(({ identifiers }) => identifiers).sort(),
    stays: somebody.flatMap(({ stays }) => stays).sort(),
    reassessments: ofCases((all) => standing(all, naming)).sort(),
    placements: active.map(placed).sort(),
    unsettled: messages
      .filter(({ disposition }) => !SETTLED.includes(disposition))
      .map(({ type, control_id: id, disposition }) => `${type} ${id}: ${disposition}`)
      .sort(),
    wrong: [
      ...active
        .filter(({ causedBy }) => !live.has(causedBy.reassessmentId))
        .map((placement) => `${placed(placement)}, for a withdrawn reason`),
      ...messages
        .filter(({ reason, disposition }) => !reason || disposition === 'pending')
        .map((message) => `${ending(message)}: no end with a reason`),
    ],
    history: [
      ...somebody.map(({ details }) => details),
      ...ofCases((all) => all.map((reassessment) => telling(reassessment, naming))),
      ...placements.map(
        (placement) => `${placed(placement)} in ${placement.programId ?? 'no program'}`,
      ),
      ...messages.map(ending),
    ].sort(),
    dispositions: counted(messages.map(({ disposition }) => disposition)),
  };
}

const SETTLED = ['applied', 'ignored', 'superseded'];

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

interface Known {
  readonly name: string;
  readonly identifiers: string;
  readonly details: string;
  readonly stays: readonly string[];
  readonly stayNames: ReadonlyMap<string, string>;
  readonly mergedInto: string | null;
}

/** Every person by id, named by the first of the identifiers they are known by. */
async function peopleOf(product: Product): Promise<ReadonlyMap<string, Known>> {
  const rows = await product
    .database('intake')
    .query<Array<{ id: string }>>('SELECT id FROM person');
  const known = new Map<string, Known>();
  for (const { id } of rows) {
    const { identifiers, stays, mergedInto, ...rest } = await product.get<Person & Details>(
      'intake',
      `/v1/persons/${id}`,
    );
    const names = identifiers
      .map(({ system, value, trusted }) => `${trusted ? '' : '~'}${system}|${value}`)
      .sort();
    const name = names.find((candidate) => !candidate.startsWith('~')) ?? names[0] ?? id;
    const { birthDate, sex, phone, address } = rest;
    const details = JSON.stringify({ name: rest.name, birthDate, sex, phone, address });
    known.set(id, {
      name,
      identifiers: names.join(' '),
      details: `${name} ${details}`,
      stays: stays.map((stay) => `${name}: ${staying(stay)}`),
      stayNames: new Map(
        stays.map((stay) => [
          String(stay['stayId']),
          `${String(stay['setting'])} from ${String(stay['startedAt'] ?? '-')}`,
        ]),
      ),
      mergedInto,
    });
  }
  return known;
}

interface Details {
  readonly name: unknown;
  readonly birthDate: unknown;
  readonly sex: unknown;
  readonly phone: unknown;
  readonly address: unknown;
}

function nameOf(people: ReadonlyMap<string, Known>, id: string): string {
  const known = people.get(id);
  if (!known) return `nobody intake knows`;
  return known.mergedInto ? `${nameOf(people, known.mergedInto)} as before the merge` : known.name;
}

const staying = (stay: Record<string, unknown>): string =>
  ['facility', 'setting', 'startedAt', 'endedAt', 'disposition', 'plannedFor']
    .map((field) => String(stay[field] ?? '-'))
    .join(' ');

const isLive = ({ status }: Reassessment): boolean => status !== 'withdrawn';
const isDecided = ({ status }: Reassessment): boolean => status === 'determined';

/** What a reason is about: a stay is the same stay when its end is corrected; others are known by their time. */
type Naming = (trigger: Trigger) => string;

const namingBy =
  (stays: ReadonlyMap<string, string>): Naming =>
  ({ kind, occurredAt, stayId }) =>
    `${kind} ${stayId ? `of ${stays.get(stayId) ?? 'a stay nobody knows'}` : occurredAt}`;

/**
 * What stands for a person: every reason that was or will be answered, what waits for people, and the
 * decision about the newest reasons, which is the one that is acted on. How the reasons were gathered
 * into reassessments, and what was planned before it happened, is how it came to this.
 */
function standing(all: readonly Reassessment[], reason: Naming): string[] {
  const live = all.filter(isLive);
  const reasons = (some: readonly Reassessment[]) =>
    [...new Set(some.flatMap(({ triggers }) => triggers.map(reason)))].sort();
  const newest = live.toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1)).at(-1);
  const waiting = live.filter((reassessment) => !isDecided(reassessment));
  return [
    ...reasons(live).map((line) => `has ${line}`),
    ...reasons(waiting).map((line) => `waits for a person: ${line}`),
    ...(newest ? [`in the end ${answer(newest)}`] : []),
  ];
}

const timeOf = ({ triggers }: Reassessment): string =>
  triggers
    .map(({ occurredAt }) => occurredAt)
    .sort()
    .at(-1) ?? '';

function answer({ decision, proposal }: Reassessment): string {
  const determined = decision?.determination ?? proposal;
  const supports =
    determined && determined.supports.length > 0 ? ` with ${determined.supports.join(', ')}` : '';
  return determined ? `${determined.level ?? 'no level'}${supports}` : 'nothing';
}

function telling(reassessment: Reassessment, reason: Naming): string {
  const { status, triggers, fallen, withdrawn } = reassessment;
  const shown = isDecided(reassessment) || !isLive(reassessment) ? status : 'waits';
  const reasons = (triggers.length > 0 ? triggers : fallen).map(
    (each) => `${reason(each)}${each.planned ? ' planned' : ''}`,
  );
  return `${reasons.join(' + ')}: ${shown} ${withdrawn?.reason ?? answer(reassessment)}`;
}

const ending = ({ type, control_id: id, disposition, reason: why }: Message): string =>
  `${type} ${id}: ${disposition}, ${why}`;

const placing = ({ level, status, waitReason, endReason, needsReview }: Placement): string =>
  [level, status, waitReason, endReason, needsReview && `review: ${needsReview}`]
    .filter(Boolean)
    .join(' ');
