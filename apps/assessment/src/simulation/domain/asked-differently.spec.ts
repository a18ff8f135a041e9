import fc from 'fast-check';
import type { LimitName, Policy } from '../../policy/domain/policy.js';
import {
  day,
  eventId,
  rated,
  repetition,
  session,
  stayEnds,
  stayStarts,
  stepDownPlanned,
  story,
  type Reported,
} from '../../testing/case-story.js';
import { shippedPolicy } from '../../testing/shipped-policy.js';
import { decide } from '../../reassessment/domain/decide.js';
import { evolve } from '../../reassessment/domain/evolve.js';
import { instantMs, normalised } from '../../reassessment/domain/instants.js';
import { askedDifferently, type RecordedCase } from './asked-differently.js';
import { AskedTally } from './asked-tally.js';
import { changedLimits, concernsOf } from './changed-limits.js';
import { isLive, newPersonCase, type PersonCase } from '../../reassessment/domain/person-case.js';
import { wakeUpsOf } from '../../reassessment/domain/wake-ups.js';

const shipped = shippedPolicy();
const permissions = { allowDraftPolicy: true };
const limited = (limits: Partial<Record<LimitName, number>>): Policy => ({
  ...shipped,
  limits: { ...shipped.limits, ...limits },
});
const recorded = (state: PersonCase): RecordedCase => ({
  state,
  decided: new Map(
    state.reassessments.flatMap(({ id, decision }) => {
      if (!decision) return [];
      const { level, mode } = decision.determination;
      return [[id, { at: decision.determinedAt, level, mode }] as const];
    }),
  ),
});

/** What other limits ask about a story that was told under the shipped ones, by its day `until`. */
const asked = (
  person: { readonly state: PersonCase },
  limits: Partial<Record<LimitName, number>>,
  { since = 0, until = 200 } = {},
) =>
  askedDifferently(recorded(person.state), {
    ...{ before: shipped, after: limited(limits), permissions },
    ...{ since: day(since), until: day(until) },
  });
const none = { opens: [], joins: 0 };

describe('other limits over recorded facts', () => {
  const missed = story(
    session(1, { attendance: 'attended' }),
    session(3),
    session(8, { attendance: 'attended' }),
    rated(10),
  );

  it('ask for more where fewer misses are enough, with the level known then', () => {
    expect(missed.reassessments).toEqual([]);
    expect(asked(missed, { 'missed-sessions': 1 })).toMatchObject({
      more: { opens: [{ kind: 'missed-sessions', occurredAt: day(3), level: null }], joins: 0 },
      less: none,
      moved: 0,
    });
    const known = story(session(1, { attendance: 'attended' }), rated(2), session(3));
    expect(asked(known, { 'missed-sessions': 1 }).more.opens).toEqual([
      {
        ...{ personId: known.state.personId, kind: 'missed-sessions', occurredAt: day(3) },
        ...{ eventId: eventId('session 3'), level: 'IOP', mode: 'needs-human' },
      },
    ]);
  });

  it('ask for less where more are needed, and for what was decided then', () => {
    const twice = story(session(1, { attendance: 'attended' }), rated(2), session(3), session(5));
    expect(twice.reassessments).toHaveLength(1);
    expect(asked(twice, { 'missed-sessions': 3 })).toMatchObject({
      more: none,
      less: { opens: [{ kind: 'missed-sessions', occurredAt: day(5) }], joins: 0 },
    });
  });

  it('count one reassessment of the days of one crisis, and further reasons as joining it', () => {
    const week = story(
      session(1, { attendance: 'attended' }),
      session(3),
      session(12),
      session(14),
    );
    expect(week.reassessments).toHaveLength(1);
    const { more } = asked(week, { 'missed-sessions': 1 });
    expect(more.opens.map(({ occurredAt }) => occurredAt)).toEqual([day(3)]);
    expect(more.joins).toBe(1);
  });

  it('let further reasons join what would have been opened', () => {
    const came = session(1, { attendance: 'attended' });
    const { state } = story(came, session(3), session(5), session(20));
    const { more } = askedDifferently(recorded({ ...state, reassessments: [] }), {
      ...{ before: limited({ 'missed-sessions': 9 }), after: limited({ 'missed-sessions': 1 }) },
      ...{ permissions, since: day(0), until: day(200) },
    });
    expect(more.opens.map(({ occurredAt }) => occurredAt)).toEqual([day(3), day(20)]);
    expect(more.joins).toBe(1);
  });

  it('find a silence that is asked about earlier, and one that nobody asked about', () => {
    const silent = story(stayStarts('outpatient'), { on: 95, fact: { kind: 'time-passed' } });
    expect(silent.reassessments).toHaveLength(1);
    expect(asked(silent, { 'lost-contact-days': 60 })).toEqual({
      more: none,
      less: none,
      moved: 1,
    });
    expect(asked(silent, { 'lost-contact-days': 300 })).toMatchObject({
      less: { opens: [{ kind: 'lost-contact', occurredAt: day(90) }] },
    });
    const short = story(stayStarts('outpatient'), rated(70));
    expect(asked(short, { 'lost-contact-days': 60 }, { until: 120 }).more.opens).toMatchObject([
      { kind: 'lost-contact', occurredAt: day(60), level: null, mode: 'needs-human' },
    ]);
  });

  it('see repetitions that a longer cool-down leaves out, although they were acted on', () => {
    const twice = story(
      rated(9),
      repetition(10, { level: 'OP' }),
      repetition(20, { level: 'IOP' }),
    );
    expect(twice.reassessments).toHaveLength(2);
    expect(asked(twice, { 'step-up-cool-down-days': 14 }).less.opens).toMatchObject([
      { kind: 'repeated-return-to-use', occurredAt: day(20) },
    ]);
  });

  it('open planned step-downs at another time, which is neither more nor less', () => {
    const planned = story(stayStarts('residential'), stepDownPlanned(28, { on: 1 }));
    expect(asked(planned, { 'step-down-ahead-days': 14 })).toEqual({
      more: none,
      less: none,
      moved: 1,
    });
  });

  it('leave out what happened before or after the time asked about, and after a death', () => {
    for (const window of [{ since: 4 }, { until: 3 }])
      expect(asked(missed, { 'missed-sessions': 1 }, window).more).toEqual(none);
    const died = story(
      session(1, { attendance: 'attended' }),
      stayEnds('other', { from: 1.5, to: 2, disposition: 'died' }),
      session(3),
    );
    expect(asked(died, { 'missed-sessions': 1 }).more).toEqual(none);
  });

  it('are nothing where only other limits differ', () => {
    expect(changedLimits(shipped, limited({ 'snooze-hours': 1 }))).toEqual([]);
    const changes = changedLimits(shipped, limited({ 'missed-sessions': 1 }));
    expect(changes).toEqual([{ limit: 'missed-sessions', from: 2, to: 1 }]);
    expect(concernsOf(changes)).toEqual({
      misses: true,
      sessions: false,
      stays: false,
      signals: false,
      requests: false,
    });
  });
});

/** The case as it would be had a policy been in force all along, with every deadline that came. */
function livedUnder(policy: Policy, facts: readonly Reported[], until: number): PersonCase {
  let state = newPersonCase('0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001');
  const report = (now: string, fact: Reported['fact']) => {
    const decision = decide(state, fact, { now, policy, permissions });
    if (decision.kind === 'happened') state = evolve(state, decision.events);
  };
  const passTo = (time: string) => {
    for (let left = 100; left > 0; left -= 1) {
      const due = [...wakeUpsOf(state, policy).values()]
        .map(normalised)
        .sort()
        .find((at) => instantMs(at) <= instantMs(time));
      if (due === undefined) return;
      const known = state;
      report(due, { kind: 'time-passed' });
      if (state === known) return;
    }
  };
  for (const { on, fact } of facts) {
    passTo(day(on));
    report(day(on), fact);
  }
  passTo(day(until));
  return state;
}

describe('a what-if about limits', () => {
  const reports = fc
    .uniqueArray(
      fc.record({
        on: fc.integer({ min: 1, max: 60 }),
        attendance: fc.constantFrom('attended' as const, 'no-show' as const, 'excused' as const),
      }),
      { minLength: 1, maxLength: 12, selector: ({ on }) => on },
    )
    .map((all) =>
      all
        .sort((a, b) => a.on - b.on)
        .map(({ on, attendance }) => session(on * 8, { attendance, placement: 'p' })),
    );
  const limits = fc.record({
    'missed-sessions': fc.constantFrom(1, 2, 3),
    'missed-sessions-days': fc.constantFrom(7, 20, 40),
    'lost-contact-days': fc.constantFrom(60, 90, 120),
  });

  it('finds as many reasons as living under them would have found', () => {
    fc.assert(
      fc.property(reports, limits, (facts, change) => {
        const until = 700;
        const [was, would] = [shipped, limited(change)].map((p) => livedUnder(p, facts, until));
        const reasons = (state: PersonCase) =>
          state.reassessments.filter(isLive).flatMap(({ triggers }) => triggers).length;
        const { more, less } = asked({ state: was! }, change, { until });
        const net = more.opens.length + more.joins - less.opens.length - less.joins;
        expect(reasons(was!) + net).toBe(reasons(would!));
      }),
      { seed: 20260113, numRuns: 150 },
    );
  });
});

describe('the tally of what is asked for', () => {
  const asked = (occurredAt: string, level: 'IOP' | null, mode: 'automatic' | 'needs-human') => ({
    ...{ personId: 'a', kind: 'missed-sessions' as const, occurredAt, eventId: 'e', level, mode },
  });

  it('tells demand of what decides by itself, and names the newest', () => {
    const tally = new AskedTally(2);
    tally.add({
      opens: [asked(day(1), 'IOP', 'automatic'), asked(day(3), null, 'needs-human')],
      joins: 1,
    });
    tally.add({ opens: [asked(day(2), 'IOP', 'needs-human')], joins: 1 });
    expect(tally.summary).toEqual({
      ...{ count: 3, joins: 2, needsPerson: 2, peopleLeftOut: 1 },
      byKind: [{ kind: 'missed-sessions', count: 3 }],
      byLevel: [{ level: 'IOP', count: 1 }],
      people: [asked(day(3), null, 'needs-human'), asked(day(2), 'IOP', 'needs-human')],
    });
  });
});
