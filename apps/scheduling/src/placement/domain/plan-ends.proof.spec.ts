import { DAY_MS, type Level } from '@handrail/domain';
import { allot } from '../../allocation/domain/allot.js';
import { endOfDay, summaryOf } from '../../calendar/domain/sessions.js';
import { determined, id, nobody, OFFER_TERMS, program, track } from '../../testing/builders.js';
import { seeded } from '../../testing/simulated-network.js';
import { evolve } from './evolve.js';
import { finishPlan, planEndsAt } from './finish-plan.js';
import { followStays } from './follow-stays.js';
import { noteAttendance } from './note-attendance.js';
import { dueOf } from './place-clocks.js';
import { confirmedOf, isWaiting, placementOf, type PersonPlacements } from './placement.js';
import type { PlacementEvent } from './placement-event.js';
import { settle } from './settle.js';
import { requestKnowing } from './waiting/request-knowing.js';

const PEOPLE = 1_000;
const START = Date.parse('2026-02-02T15:00:00.000Z');
const at = (days: number): string => new Date(START + days * DAY_MS).toISOString();

const phpHours = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '13:00' } as const;
const opHours = { days: ['tue'], from: '18:00', to: '20:00' } as const;
const PROGRAMS = [
  program('iop', { level: 'IOP' }),
  program('php', { level: 'PHP', tracks: [track(phpHours)] }),
  program('op', { level: 'OP', tracks: [track(opHours)] }),
  program('res', { level: 'RES', tracks: [track({ days: [], from: null, to: null })] }),
];
const DIRECTORY = { programs: PROGRAMS, version: 1, weighedVersion: 1 };

/** One person, with everything that was decided about them and when, and the days without a place. */
class Life {
  person: PersonPlacements = nobody;
  readonly events: Array<{ readonly event: PlacementEvent; readonly now: string }> = [];

  apply(events: readonly PlacementEvent[], now: string): void {
    const all = [...events, ...followStays(evolve(this.person, events), now)];
    this.person = evolve(this.person, all);
    this.events.push(...all.map((event) => ({ event, now })));
  }

  /** A level is determined, and the allocator has its turn over programs with free places. */
  determine(name: string, level: Level, now: string): void {
    const made = { ...determined(name, { level }), requestedAt: now, determinedAt: now };
    const cause = { id: id(name), correlationId: id(name), recordedTime: now };
    const newId = (purpose: string) => id(`${name} ${purpose}`);
    const decision = requestKnowing(this.person, made, { now, cause, newId });
    if (decision.kind === 'happened') this.apply(decision.events, now);
    const line = this.person.placements.filter(isWaiting).map((placement) => ({
      ...{ ...placement, personId: this.person.personId, restingTracks: [], onlyPrograms: null },
      ...{ isNew: true, needGroup: null, exceptedTracks: [], consents: [] },
    }));
    for (const allotment of allot({ line, knownUpTo: new Map() }, DIRECTORY, { now })) {
      const settled = settle(this.person, allotment, { ...OFFER_TERMS, now });
      if (settled.kind === 'happened') this.apply(settled.events, now);
    }
  }

  come(now: string): void {
    const { id: placementId } = confirmedOf(this.person, 'IOP')!;
    const session = { attendance: 'attended', sessionStartsAt: now } as const;
    const decision = noteAttendance(this.person, placementId, session);
    if (decision.kind === 'happened') this.apply(decision.events, now);
  }

  times(kind: PlacementEvent['kind']): string[] {
    return this.events.filter(({ event }) => event.kind === kind).map(({ now }) => now);
  }
}

const LEVELS: readonly Level[] = ['PHP', 'IOP', 'OP'];

describe(`${PEOPLE} plans that end while places are free`, () => {
  it('leave no day between: a continued stay keeps its place, another level is there before the old place goes', () => {
    const random = seeded(20261128);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
    const kinds = { continued: 0, moved: 0 };
    for (let each = 0; each < PEOPLE; each += 1) {
      const life = new Life();
      const level = pick(LEVELS);
      life.determine('first', level, at(random() * 60));
      const held = confirmedOf(life.person, 'IOP')!;
      life.come(`${held.startsOn}T23:00:00.000Z`);
      const endsAt = planEndsAt(held)!;
      const reviewedAt = new Date(Date.parse(endsAt) - random() * 14 * DAY_MS).toISOString();
      const next = pick(LEVELS);
      life.determine('review', next, reviewedAt);
      const now = confirmedOf(life.person, 'IOP')!;
      const old = placementOf(life.person, held.id)!;
      if (next === level) {
        kinds.continued += 1;
        expect([now.id, now.plan!.weeks]).toEqual([held.id, held.plan!.weeks + 4]);
        expect(finishPlan(life.person, held.id, endsAt)).toMatchObject({ kind: 'ignored' });
      } else {
        kinds.moved += 1;
        expect([old.status, old.endReason, now.level]).toEqual(['completed', 'transferred', next]);
        expect(now.startsOn! <= summaryDay(held.plan!)).toBe(true);
        expect(life.times('placement-completed')).toEqual([reviewedAt]);
        expect(life.times('placement-confirmed').at(-1)).toBe(reviewedAt);
      }
    }
    expect(Math.min(kinds.continued, kinds.moved)).toBeGreaterThan(PEOPLE / 5);
  });
});

/** A week after the last session: the next one of any level is at most so far away. */
const summaryDay = (plan: Parameters<typeof summaryOf>[0]): string =>
  new Date(Date.parse(summaryOf(plan)!.lastSessionAt) + 7 * DAY_MS).toISOString().slice(0, 10);

describe(`${PEOPLE} people who never come to the place they were given`, () => {
  it('are on the list of those who have not started within the stated time, once, and lose it once', () => {
    const random = seeded(7);
    for (let each = 0; each < PEOPLE; each += 1) {
      const life = new Life();
      const isBed = random() < 0.4;
      const isMissed = !isBed && random() < 0.5;
      life.determine('first', isBed ? 'RES' : 'IOP', at(random() * 200));
      const { id: placementId, startsOn, timeZone } = confirmedOf(life.person, 'IOP')!;
      const missedAt = `${startsOn}T23:00:00.000Z`;
      if (isMissed) {
        const session = { attendance: 'no-show', sessionStartsAt: missedAt } as const;
        const decision = noteAttendance(life.person, placementId, session);
        if (decision.kind === 'happened') life.apply(decision.events, missedAt);
      }
      for (let turn = 0; turn < 10; turn += 1) {
        const due = dueOf(placementOf(life.person, placementId)!);
        if (!due) break;
        // A timer may come late, and twice.
        const late = new Date(Date.parse(due.at) + Math.floor(random() * 3_600_000)).toISOString();
        life.apply([], late);
        life.apply([], late);
      }
      const [listed, ...again] = life.times('placement-not-started');
      const lastDay = new Date(Date.parse(startsOn!) + (isBed ? 1 : 7) * DAY_MS);
      const by = isMissed ? missedAt : endOfDay(lastDay.toISOString().slice(0, 10), timeZone!);
      expect(again).toEqual([]);
      expect(Date.parse(listed!) - Date.parse(by)).toBeLessThanOrEqual(3_600_000);
      expect(placementOf(life.person, placementId)).toMatchObject({
        ...{ status: 'completed', endReason: 'never-came' },
      });
      expect(life.times('placement-completed')).toHaveLength(1);
    }
  });
});
