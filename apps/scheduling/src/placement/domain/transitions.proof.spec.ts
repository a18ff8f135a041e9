import fc from 'fast-check';
import { OFFER_DECLINE_REASONS, type Decision, type Level } from '@handrail/domain';
import { allotted, determined, id, keptWaiting, nobody } from '../../testing/builders.js';
import { checkOffers } from '../../testing/check-offers.js';
import { placementDecider, type PlacementCommand } from '../../testing/placement-decider.js';
import type { StayFact } from '../../stay/domain/stay.js';
import { mergePlacements } from './merge.js';
import { isPending, PLACE_ACTS, WAITING_ACTS, placementOf } from './placement.js';
import type { PersonPlacements, Placement } from './placement.js';
import type { PlacementEvent } from './placement-event.js';
import { placementTransitions } from './transitions.js';

/** Numbers that choose what happens next and to which placement, and when. */
interface Step {
  readonly what: number;
  readonly which: number;
  readonly minutes: number;
}

const LEVELS: ReadonlyArray<Level | null> = ['IOP', 'IOP', 'PHP', 'PHP', 'RES', 'ACUTE', null];
const REASSESSMENTS = ['detox', 'relapse', 'crisis'];
const among = <T>(values: readonly T[], chosen: number): T => values[chosen % values.length]!;

const stayEventId = (n: number): string => id(`stay event ${n}`);

/** Eight facts about three stays: a bed, a ward and a group, around the first day of the places. */
function stayFactOf(chosen: number): StayFact {
  const n = chosen % 8;
  const setting = among(['residential', 'inpatient', 'intensive-outpatient'] as const, n);
  const about = { eventId: stayEventId(n), stayId: id(setting), facility: 'somewhere', setting };
  const [startedAt, endedAt] = ['2026-11-18T15:00:00.000Z', '2026-11-20T15:00:00.000Z'];
  if (n < 3) return { kind: 'stay-started', ...about, startedAt };
  if (n > 5) return { kind: 'step-down-planned', ...about, plannedFor: endedAt };
  if (chosen > 0 && chosen % 89 === 0) {
    const changed = { startedAt: '2026-11-19T15:00:00.000Z', endedAt: null, disposition: null };
    return { kind: 'stay-corrected', ...about, ...changed };
  }
  const disposition = chosen % 97 === 0 ? 'died' : 'completed';
  return { kind: 'stay-ended', ...about, startedAt, endedAt, disposition };
}

/** Somebody acts by hand, mostly as they have read it. */
function actOn(placement: Placement, chosen: number): PlacementCommand {
  const { id: placementId, version, status, needsReview } = placement;
  const byState = isPending(placement) && chosen % 3 > 0 ? 'offer' : among(PLACE_ACTS, chosen);
  const usual = status === 'completed' ? 'reinstate' : byState;
  return {
    kind: 'act',
    what: needsReview !== null && chosen % 2 === 0 ? 'reviewed' : usual,
    programs: chosen % 2 === 0 ? ['first-program', 'second-program'] : [`program-${chosen % 4}`],
    ...{ placementId, version: chosen % 50 === 0 ? version + 1 : version },
    ...{ by: 'coordinator', reason: 'left', weeks: (chosen % 5) - 2 },
    startsOn: `2026-12-${String((chosen % 28) + 1).padStart(2, '0')}`,
    destination: { acceptance: chosen % 2 === 0 ? 'by-offer' : 'automatic' },
  };
}

/** Somebody acts about who waits, mostly as they have read it. */
function actAbout({ id: placementId, version }: Placement, chosen: number): PlacementCommand {
  return {
    ...{ kind: 'waiting-act', what: among(WAITING_ACTS, chosen), placementId, version },
    ...{ by: 'coordinator', reason: 'refuses', entryId: id(`interim ${chosen % 4}`) },
  };
}

/** Clocks are looked at, interim services are given, and taken back. */
function aboutWaiting(placementId: string, chosen: number): PlacementCommand {
  const [eventId, now] = [id(`interim ${chosen % 4}`), '2028-01-01T00:00:00.000Z'];
  const services = { id: eventId, at: now, items: ['prenatal' as const] };
  const commands: readonly PlacementCommand[] = [
    { kind: 'signal-clocks', placementId, now },
    { kind: 'note-interim', services },
    { kind: 'take-back-report', eventId },
    { kind: 'take-back-report', eventId: id(`session ${chosen % 3}`) },
  ];
  return among(commands, chosen);
}

/** A command out of everything that can be asked, about some placement the person has. */
function commandOf(person: PersonPlacements, { what, which, minutes }: Step, name: string) {
  const placement = among(person.placements, which);
  const reassessment = among(REASSESSMENTS, which);
  const asks = (): PlacementCommand => {
    const supports = which % 3 === 0 ? ['recovery-housing'] : [];
    const level = among(LEVELS, minutes);
    const made = determined(reassessment, { level, supports }, minutes);
    const reasonAt = new Date(Date.parse(made.determinedAt) - (which % 5) * 90_000).toISOString();
    const decidedBy = which % 4 === 0 ? 'clinician' : 'policy';
    const support = { ...made.support, reasonAt };
    return { kind: 'request-place', determined: { ...made, support, decidedBy }, event: name };
  };
  if (!placement) return asks();
  const placementId = placement.id;
  const offerId = among(placement.offers, minutes)?.id;
  const now = '2028-01-01T00:00:00.000Z';
  const session = id(`session ${minutes % 3}`);
  const reason = minutes % 9 === 0 ? 'died' : 'trigger-retracted';
  const plan = { timeZone: 'America/New_York', days: ['mon' as const], from: '18:00', to: '21:00' };
  const place = allotted(placement, minutes % 2 === 0 ? 'automatic' : 'by-offer');
  const sessions = { ...plan, startsOn: '2026-11-18', weeks: 1 };
  const found = { ...place.place, plan: placement.level === 'RR' ? null : sessions };
  const context = { injecting: minutes % 2 === 0, pregnant: minutes % 3 === 0 };
  const commands: ReadonlyArray<() => PlacementCommand> = [
    asks,
    asks,
    () => ({ kind: 'settle', allotment: { ...place, place: found } }),
    () => ({ kind: 'settle', allotment: { ...place, place: found } }),
    () => ({
      kind: 'settle',
      allotment: keptWaiting(
        placement,
        minutes % 2 === 0 ? 'full' : 'no-matching-program',
        minutes % 5 < 3 ? 'PHP' : null,
      ),
    }),
    () => ({ kind: 'accept-offer', placementId, offerId, personAgrees: minutes % 2 === 0 }),
    () => ({
      ...{ kind: 'decline-offer', placementId, offerId },
      reason: among(OFFER_DECLINE_REASONS, minutes),
      onlyPrograms: minutes % 4 === 0 ? ['second-program'] : [],
    }),
    () => ({ kind: 'expire-offer', placementId, offerId, now }),
    () => ({ kind: 'withdraw-for', reassessmentId: id(reassessment), reason }),
    () => ({ kind: 'note-attendance', placementId, attended: true, eventId: session }),
    () => ({ kind: 'note-fact', recorded: { context, ratedAt: now } }),
    () => ({ kind: 'finish-plan', placementId, now }),
    () => ({ kind: 'note-attendance', placementId, attended: false, eventId: session }),
    () => ({ kind: 'note-stay', fact: stayFactOf(minutes) }),
    () => ({ kind: 'note-stay', fact: stayFactOf(minutes + 1) }),
    () => ({
      kind: 'note-stay',
      fact: { kind: 'fact-retracted', retractedEventId: stayEventId(minutes % 8) },
    }),
    () => ({
      kind: 'pass-time',
      now: new Date(Date.parse(now) + minutes * 3_600_000).toISOString(),
    }),
    asks,
    asks,
    asks,
    () => actOn(placement, minutes),
    () => ({ kind: 'acknowledge-offer', placementId, offerId, by: 'desk' }),
    () => ({ kind: 'person-answers', placementId, agrees: minutes % 3 > 0 }),
    () => aboutWaiting(placementId, minutes),
    () => actAbout(placement, minutes),
  ];
  return among(commands, what)();
}

const steps = fc.array(
  fc.record({ what: fc.nat(1000), which: fc.nat(1000), minutes: fc.nat(1000) }),
  { minLength: 1, maxLength: 16 },
);

describe('whatever happens to a person, in whatever order', () => {
  const happened = new Set<string>();

  function after(person: PersonPlacements, decision: Decision<PlacementEvent>): PersonPlacements {
    if (decision.kind !== 'happened') return person;
    return decision.events.reduce((state, event) => {
      const next = placementDecider.evolve(state, [event]);
      if (event.kind === 'history-known' || event.kind === 'consents-known') return next;
      if (event.kind === 'waiting-noted') return next;
      const placementId =
        event.kind === 'placement-requested' ? event.placement.id : event.placementId;
      const from = placementOf(state, placementId)?.status ?? null;
      happened.add(`${from} ${event.kind} ${placementOf(next, placementId)!.status}`);
      return next;
    }, person);
  }

  const walk = (start: PersonPlacements, taken: readonly Step[], name: string) =>
    taken.reduce((person, step, index) => {
      const command = commandOf(person, step, `${name} ${index}`);
      const next = after(person, placementDecider.decide(person, command));
      const confirmed = next.placements.filter(({ status }) => status === 'confirmed');
      const homes = confirmed.filter(({ level }) => level === 'RR');
      if (homes.length > 1 || confirmed.length - homes.length > 1)
        throw new Error(`two places of a kind are confirmed after ${command.kind}`);
      next.placements.forEach(checkOffers);
      return next;
    }, start);

  /** Somebody whose bed was given back when their stay ended: what undoes that is rare by chance. */
  const residential = { what: 13, which: 0 };
  const left = walk(
    nobody,
    [
      { what: 0, which: 0, minutes: 4 },
      { what: 2, which: 0, minutes: 2 },
      { ...residential, minutes: 0 },
      { ...residential, minutes: 3 },
    ],
    'left',
  );
  /** Somebody came to their bed at another time than was told first. */
  walk(
    nobody,
    [
      { what: 0, which: 0, minutes: 4 },
      { what: 2, which: 0, minutes: 2 },
      { ...residential, minutes: 0 },
      { ...residential, minutes: 267 },
    ],
    'corrected',
  );
  /** Somebody dies in their bed, and the stay is the last to say so but for a level determined before. */
  walk(
    nobody,
    [
      { what: 0, which: 0, minutes: 4 },
      { what: 2, which: 0, minutes: 2 },
      { ...residential, minutes: 0 },
      { what: 8, which: 0, minutes: 0 },
      { ...residential, minutes: 291 },
      { what: 0, which: 0, minutes: 4 },
    ],
    'died',
  );
  const END_TAKEN_BACK = { what: 15, which: 0, minutes: 3 };
  const ASKS = { what: 0, which: 0, minutes: 4 };
  const KEPT_WAITING = { what: 4, which: 0, minutes: 2 };
  const waitsAgain = walk(left, [END_TAKEN_BACK, KEPT_WAITING], 'waits again');
  /** Somebody looks at a place that was kept for long, which is rare by chance, too. */
  const ACT = { what: 20, which: 0 };
  walk(
    nobody,
    [
      { what: 0, which: 0, minutes: 0 },
      { what: 2, which: 0, minutes: 2 },
      { ...ACT, minutes: 5 },
      { what: 16, which: 0, minutes: 2 },
      { ...ACT, minutes: 2 },
    ],
    'reviewed',
  );
  /** Somebody lives after all, and nothing is determined anew: it is looked at, and was not, however far it is. */
  const REVIEWED = [2, 21].map((minutes) => ({ ...ACT, minutes }));
  walk(
    nobody,
    [
      ...[ASKS, { what: 2, which: 0, minutes: 2 }, { ...residential, minutes: 0 }],
      ...[
        { ...residential, minutes: 291 },
        { what: 8, which: 0, minutes: 0 },
      ],
      ...[END_TAKEN_BACK, ...REVIEWED, KEPT_WAITING, ...REVIEWED],
      ...[{ what: 2, which: 0, minutes: 1 }, ...REVIEWED],
    ],
    'looked at',
  );
  /** Somebody moves into a residence, and did not; somebody's place is ended by hand, and was not. */
  const [END, ARRIVED, NOT_ARRIVED] = [11, 7, 8].map((minutes) => ({ ...ACT, minutes }));
  walk(
    nobody,
    [
      { what: 0, which: 0, minutes: 0 },
      { what: 2, which: 1, minutes: 2 },
      { ...ARRIVED!, which: 1 },
      { ...NOT_ARRIVED!, which: 1 },
      { what: 2, which: 0, minutes: 2 },
      END!,
      END!,
    ],
    'moved in',
  );
  /** Somebody whose only program is left alone for a day, or who wants no place now. */
  const whoWaitsAfter = (answer: PlacementCommand): PersonPlacements => {
    const offered = walk(nobody, [ASKS, { what: 2, which: 0, minutes: 1 }], 'offered');
    const answered = after(offered, placementDecider.decide(offered, answer));
    return walk(answered, [{ ...KEPT_WAITING, which: 1 }], 'answered');
  };
  const about = { placementId: id('offered 0 placement') };
  const rests = whoWaitsAfter({ kind: 'decline-offer', ...about, reason: 'full' });
  const isParked = whoWaitsAfter({ kind: 'person-answers', ...about, agrees: false });
  const claims = new Map([['somewhere', ['another-program']]]);

  it('follows the table, with one confirmed place of a kind at most, also when two persons turn out to be one', () => {
    fc.assert(
      fc.property(steps, steps, steps, (first, second, both) => {
        const start = among(
          [left, waitsAgain, { ...nobody, claims }, rests, isParked],
          second.length,
        );
        const [a, b] = [walk(nobody, first, 'a'), walk(start, second, 'b')];
        const merged = mergePlacements(a, b);
        const settled = placementDecider.decide(merged, { kind: 'settle-merged' });
        walk(after(merged, settled), both, 'both');
      }),
      { seed: 20261127, numRuns: 5_000 },
    );
  });

  it('uses every row of the table', () => {
    const rows = placementTransitions.table.map(({ from, event, to }) => `${from} ${event} ${to}`);
    expect(rows.filter((row) => !happened.has(row))).toEqual([]);
  });
});
