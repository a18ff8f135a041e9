import type {
  PolicyAnswer,
  PolicyHitsAnswer,
  PolicySummaryAnswer,
  SimulationAnswer,
} from '@handrail/contracts';
import type { CareReassessment } from '../api/care.js';

const TABLES: PolicyAnswer['tables'] = {
  minimums: [
    { id: 'R4-d4-2', source: 'own proposal, after TIP 47', when: { d4: 2 }, atLeast: 'IOP' },
    { id: 'R4-d5-3', source: 'own proposal, after TIP 47', when: { d5: 3 }, atLeast: 'PHP' },
    {
      id: 'R4-d5-4',
      source: 'MN 9530.6622',
      when: { d5: 4, housing: ['stable', 'unstable'] },
      atLeast: 'RES',
    },
  ],
  floors: [{ id: 'R5-T1', source: 'TIP 45', trigger: 'detox-completed', when: {}, atLeast: 'IOP' }],
};
const HITS: Readonly<Record<string, readonly [number, number]>> = {
  'R4-d4-2': [4, 1_204],
  'R4-d5-3': [0, 96],
  'R4-d5-4': [0, 0],
  'R5-T1': [3, 811],
};

const CASES: PolicyAnswer['cases'] = [
  {
    ...{ id: 'detox-stable-home', given: 'withdrawal is over and the home is stable' },
    ...{ when: 'detox is completed', then: 'IOP, by itself', source: 'TIP 45' },
  },
];

/** Overrides of the last month: one rule is overruled more than the others. */
export const fakeOverrides = {
  ...{ since: '2026-10-23T00:00:00.000Z', determinations: 1_482, overrides: 31, rate: 0.0209 },
  byReason: [
    { reasonCode: 'person-wants-lower', count: 19 },
    { reasonCode: 'clinical-judgement', count: 12 },
  ],
  byRule: [
    { rule: 'R4-d5-3', determinations: 96, overrides: 24, rate: 0.25 },
    { rule: 'R4-d4-2', determinations: 1_204, overrides: 0, rate: 0 },
  ],
};

const SUMMARIES: readonly PolicySummaryAnswer[] = [
  {
    ...{ version: '2026.2', title: 'Stricter after relapse', status: 'draft', approval: null },
    ...{
      effectiveFrom: '2026-12-01T00:00:00.000Z',
      current: false,
      contentHash: 'sha256:2',
      rows: 4,
    },
  },
  {
    ...{ version: '2026.1', title: 'First proposal', status: 'approved', current: true, rows: 4 },
    approval: { by: 'medical-director', role: 'physician', at: '2026-01-02T09:00:00.000Z' },
    ...{ effectiveFrom: '2026-01-05T00:00:00.000Z', contentHash: 'sha256:1' },
  },
];

/** Two versions, their rows and how often each spoke; undefined for what is not there. */
export function fakePolicies(path: string, since: string | null): object | undefined {
  if (path === '/v1/policies') return { items: SUMMARIES, nextCursor: null };
  const [, version, rest] = /^\/v1\/policies\/([^/]+)(\/hits)?$/.exec(path) ?? [];
  const summary = SUMMARIES.find((known) => known.version === version);
  if (!summary) return undefined;
  return rest ? hits(summary.version, since) : { ...summary, tables: TABLES, cases: CASES };
}

const EVER = '1970-01-01T00:00:00.000Z';

const hits = (version: string, since: string | null): PolicyHitsAnswer => ({
  ...{ version, since: since ?? EVER, determinations: since === EVER ? 1_482 : 7 },
  rows: Object.entries(TABLES).flatMap(([table, rows]) =>
    rows.map(({ id }) => ({ table, id, hits: HITS[id]?.[since === EVER ? 1 : 0] ?? 0 })),
  ),
});

/** What the version would change about the reassessments there are: two moves up, one person asked. */
export function fakeSimulation(
  policyVersion: string,
  asked: Readonly<Record<string, unknown>>,
  known: ReadonlyMap<string, CareReassessment>,
): SimulationAnswer {
  const people = [...known.values()].slice(0, 3).map((task) => ({
    ...{ personId: task.personId, reassessmentId: task.id, determinationId: task.id },
    ...{ determinedAt: task.openedAt, from: 'OP', to: 'IOP' },
    because: [{ rule: 'R5-T3-OP', effect: 'at least IOP', only: 'after' as const }],
  }));
  return {
    ...{ policyVersion, against: String(asked['against']), determinations: 1_482, changed: 43 },
    ...{ since: '2026-10-23T00:00:00.000Z', until: '2026-11-22T00:00:00.000Z', elapsedMs: 118 },
    moves: [
      { from: 'OP', to: 'IOP', count: 40 },
      { from: 'IOP', to: null, count: 3 },
    ],
    modeChanges: { toNeedsHuman: 3, toAutomatic: 0 },
    demand: [
      { level: 'OP', before: 300, after: 260, change: -40, capacity: null },
      { level: 'IOP', before: 500, after: 537, change: 37, capacity: null },
      { level: null, before: 12, after: 15, change: 3, capacity: null },
    ],
    ...{ people, peopleLeftOut: 40 },
    reassessments: fakeReassessments(people[0]?.personId),
  };
}

/** One limit differs: two people more would have been asked for, nobody less. */
function fakeReassessments(personId: string | undefined): SimulationAnswer['reassessments'] {
  const none = {
    ...{ count: 0, byKind: [], byLevel: [], needsPerson: 0, joins: 0 },
    ...{ people: [], peopleLeftOut: 0 },
  };
  const silence = { kind: 'lost-contact', occurredAt: '2026-11-20T08:00:00.000Z' };
  const answer = { level: 'IOP', mode: 'automatic' };
  const people = personId === undefined ? [] : [{ personId, ...silence, eventId: 'e1', ...answer }];
  return {
    limits: [{ limit: 'lost-contact-days', from: 90, to: 60 }],
    ...{ persons: 812, moved: 0 },
    more: {
      ...{ ...none, count: 2, needsPerson: 1, people },
      byKind: [{ kind: silence.kind, count: 2 }],
      byLevel: [{ level: 'IOP', count: 1 }],
    },
    less: none,
  };
}
