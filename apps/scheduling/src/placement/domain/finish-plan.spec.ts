import fc from 'fast-check';
import { given, type Asked } from '@handrail/testing/decider';
import type { Level } from '@handrail/domain';
import type { SessionPlan } from '../../calendar/domain/sessions.js';
import {
  ATTENDED,
  allotted,
  asked,
  determined,
  id,
  circumstances,
  newest,
  nobody,
  NOW,
  OFFER_TERMS,
  shown,
} from '../../testing/builders.js';
import { attends, determines, falls, finds, planEnds } from '../../testing/placement-commands.js';
import { placementDecider, type PlacementCommand } from '../../testing/placement-decider.js';
import { applyAndPublish } from '../placement.step.js';
import { evolve } from './evolve.js';
import { finishPlan, planEndsAt } from './finish-plan.js';
import { noteAttendance } from './note-attendance.js';
import type { PersonPlacements, Placement } from './placement.js';
import type { PlacementEvent } from './placement-event.js';
import { requestPlace } from './request-place.js';
import { settle } from './settle.js';
import { withdrawFor } from './withdraw.js';
import type { Decision } from '@handrail/domain';

const PLAN: SessionPlan = {
  timeZone: 'America/New_York',
  days: ['mon', 'wed', 'fri'],
  from: '18:00',
  to: '21:00',
  startsOn: '2026-11-18',
  weeks: 12,
};

/** Twelve weeks from a Wednesday end with the Monday; Wednesday begins a thirteenth. */
const OVER = '2027-02-09T05:00:00Z';

function place(
  person: PersonPlacements,
  plan: SessionPlan | null = PLAN,
): Decision<PlacementEvent> {
  const found = allotted(newest(person));
  if (found.kind !== 'place') throw new Error('no place is given out');
  return settle(person, { ...found, place: { ...found.place, plan } }, OFFER_TERMS);
}

const after = (person: PersonPlacements, decision: Decision<PlacementEvent>): PersonPlacements =>
  decision.kind === 'happened' ? evolve(person, decision.events) : person;

const requested = (level: Level = 'IOP') => asked(nobody, determined('detox', { level }), 'first');
const placed = (level: Level = 'IOP', plan: SessionPlan | null = PLAN) =>
  after(requested(level), place(requested(level), plan));

describe('the end of a plan', () => {
  it.each<[string, Partial<SessionPlan>, string]>([
    ['the day after its last session', {}, OVER],
    ['in the zone of the program', { timeZone: 'America/Los_Angeles' }, '2027-02-09T08:00:00Z'],
    [
      'by the clock of that day when clocks changed between',
      { startsOn: '2027-01-04', weeks: 12 },
      '2027-03-27T04:00:00Z',
    ],
    [
      'a session earlier when the last one falls on a holiday',
      { startsOn: '2026-12-21', weeks: 1, days: ['mon', 'fri'] },
      '2026-12-22T05:00:00Z',
    ],
  ])('is %s', (_name, change, endsAt) => {
    expect(planEndsAt(newest(placed('IOP', { ...PLAN, ...change })))).toBe(endsAt);
  });

  it.each<[Level, boolean]>([
    ['PHP', true],
    ['IOP', true],
    ['OP', true],
    ['LTS', false],
    ['WM', false],
  ])('ends the program of %s: %s', (level, ends) => {
    expect(planEndsAt(newest(placed(level))) !== null).toBe(ends);
  });

  it('is not there without a plan, and before and after the placement', () => {
    expect(planEndsAt(newest(placed('IOP', null)))).toBeNull();
    expect(planEndsAt(newest(requested()))).toBeNull();
    expect(
      planEndsAt(newest(after(placed(), finishPlan(placed(), newest(placed()).id, OVER)))),
    ).toBeNull();
  });
});

type Command = Asked<PersonPlacements, PlacementCommand>;

describe('a plan that has run out', () => {
  const asking = given(placementDecider, determines('detox'));
  const inIop = asking.and(finds('automatic', PLAN));
  const { id: placementId } = newest(inIop.state);

  it('ends its placement once: as finished when the person came, else as one nobody came to', () => {
    for (const [person, end] of [
      [inIop, 'never-came'],
      [inIop.and(attends), 'finished'],
    ] as const) {
      const { state } = person.when(planEnds(OVER)).thenKinds('placement-completed');
      expect(shown(state)).toEqual([`IOP completed ${end}`]);
      person.and(planEnds(OVER)).when(planEnds(OVER)).thenIgnored('plan-no-longer-runs');
    }
  });

  it('is nothing before its time, and nothing for a place that was given back', () => {
    const early = new Date(Date.parse(OVER) - 1).toISOString();
    inIop.when(planEnds(early)).thenIgnored('plan-still-runs');
    inIop.and(falls('detox')).when(planEnds(OVER)).thenIgnored('plan-no-longer-runs');
    inIop
      .when({ kind: 'finish-plan', placementId: id('other'), now: OVER })
      .thenIgnored('plan-no-longer-runs');
  });

  it('keeps what the person waits for at another level', () => {
    const { state } = inIop
      .and(determines('relapse', { level: 'PHP' }, 5))
      .when(planEnds(OVER))
      .thenKinds('placement-completed');
    expect(shown(state)).toEqual(['IOP completed never-came', 'PHP requested']);
  });

  it('lets the same level be asked for again', () => {
    const { state } = inIop
      .and(planEnds(OVER))
      .when(determines('what comes next', {}, 120_000))
      .thenKinds('placement-requested');
    expect(shown(state)).toEqual(['IOP completed never-came', 'IOP requested']);
  });

  it('was waited for by a timer, that goes when the place goes before it', () => {
    const published = (person: typeof inIop, command: Command, now: string) =>
      applyAndPublish(person.state, eventsOf(person.when(command).decision), now);
    expect(published(asking, finds('automatic', PLAN), NOW).timers).toEqual([
      {
        ...{ kind: 'set', name: `plan:${placementId}`, type: 'timer.scheduling.plan-over' },
        ...{ dueAt: OVER, data: { placementId } },
      },
      {
        ...{ kind: 'set', name: `place:${placementId}`, type: 'timer.scheduling.place-due' },
        ...{ dueAt: '2026-11-26T05:00:00Z', data: { placementId } },
      },
    ]);
    expect(published(inIop, falls('detox'), NOW).timers).toEqual([
      { kind: 'cancel', name: `plan:${placementId}` },
      { kind: 'cancel', name: `place:${placementId}` },
    ]);
    const [ended] = published(inIop, planEnds(OVER), OVER).publish;
    expect(ended).toMatchObject({
      contract: { name: 'placement-completed' },
      data: { placementId, level: 'IOP', endReason: 'never-came', endedAt: OVER },
    });
  });
});

const eventsOf = (decision: Decision<PlacementEvent>) =>
  decision.kind === 'happened' ? decision.events : [];

describe('whatever happens around the end of a plan, in whatever order and however often', () => {
  type Act = (person: PersonPlacements, index: number) => Decision<PlacementEvent>;
  const first = newest(placed()).id;
  const waiting = ({ placements }: PersonPlacements) =>
    placements.find(({ status }) => status === 'requested' || status === 'waitlisted');
  const ask =
    (name: string, level: Level): Act =>
    (person, index) =>
      requestPlace(
        person,
        determined(name, { level }, index * 10),
        circumstances(`${name} ${index}`),
      );
  const acts: Readonly<Record<string, Act>> = {
    'plan over': (person) => finishPlan(person, first, OVER),
    'any plan over': (person) => {
      const held = person.placements.find(({ status }) => status === 'confirmed');
      return finishPlan(person, held?.id ?? first, '2028-01-01T00:00:00Z');
    },
    'asked for IOP': ask('more of it', 'IOP'),
    'asked for OP': ask('step down', 'OP'),
    placed: (person) => {
      const next = waiting(person);
      if (!next) return { kind: 'ignored', reason: 'nobody-waits' };
      const found = allotted(next);
      const withPlan = found.kind === 'place' ? { ...found.place, plan: PLAN } : undefined;
      return settle(person, { ...found, place: withPlan! } as typeof found, OFFER_TERMS);
    },
    attended: (person) => noteAttendance(person, first, ATTENDED),
    'cause fell': (person) => withdrawFor(person, { reassessmentId: id('detox'), reason: 'x' }),
  };

  it('a placement ends once, one is confirmed at most, and a finished one stays finished', () => {
    const names = fc.array(fc.constantFrom(...Object.keys(acts)), { minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(names, (order) => {
        let person = placed();
        const ends = new Map<string, number>();
        const finished = new Set<string>();
        order.forEach((name, index) => {
          const decision = acts[name]!(person, index);
          for (const event of eventsOf(decision)) {
            const before = person;
            person = evolve(person, [event]);
            if (event.kind === 'placement-completed' && event.endReason === 'finished') {
              ends.set(event.placementId, (ends.get(event.placementId) ?? 0) + 1);
              finished.add(event.placementId);
              expect(statusOf(before, event.placementId)).toBe('confirmed');
            }
          }
          const confirmed = person.placements.filter(({ status }) => status === 'confirmed');
          expect(confirmed.length).toBeLessThanOrEqual(1);
        });
        expect([...ends.values()].every((times) => times === 1)).toBe(true);
        for (const each of finished) expect(statusOf(person, each)).toBe('completed');
      }),
      { seed: 20260111, numRuns: 500 },
    );
  });
});

const statusOf = ({ placements }: PersonPlacements, placementId: string): Placement['status'] =>
  placements.find(({ id }) => id === placementId)!.status;
