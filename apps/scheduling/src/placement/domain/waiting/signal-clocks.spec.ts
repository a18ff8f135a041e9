import type { CareContext } from '@handrail/contracts';
import { HOUR_MS } from '@handrail/domain';
import { given } from '@handrail/testing/decider';
import { id, newest } from '../../../testing/builders.js';
import {
  accepts,
  attends,
  declines,
  determines,
  finds,
  findsAt,
  findsNone,
  isRated,
  matchesNone,
} from '../../../testing/placement-commands.js';
import { placementDecider, type PlacementCommand } from '../../../testing/placement-decider.js';
import { mergePlacements } from '../merge.js';
import type { PersonPlacements } from '../placement.js';
import { lookAtClocks } from './signal-clocks.js';

const ASKED = '2026-11-16T09:00:00.000Z';
const hours = (n: number) => new Date(Date.parse(ASKED) + n * HOUR_MS).toISOString();
const days = (n: number) => hours(n * 24);

const looksAt =
  (now: string) =>
  (person: PersonPlacements): PlacementCommand => ({
    ...{ kind: 'signal-clocks', placementId: newest(person).id, now },
  });
const asks = (context: CareContext) => given(placementDecider, determines('detox', { context }));
const waits = (context: CareContext) => asks(context).and(findsNone());

/** What was reported of a person's clocks so far, in order. */
const reported = ({ waiting }: PersonPlacements): string[] =>
  waiting.signals.map(({ clock, kind }) => `${clock} ${kind}`);

describe('a clock of somebody who waits', () => {
  it('is reported once when three quarters are gone and once when it has run out', () => {
    const story = waits({ injecting: true });
    story.when(looksAt(hours(35))).thenIgnored('no-clock-is-due');
    const warned = story.and(looksAt(hours(36)));
    expect(reported(warned.state)).toEqual(['due48h warned']);
    warned.when(looksAt(hours(40))).thenIgnored('no-clock-is-due');
    const missed = warned.and(looksAt(hours(48)));
    expect(reported(missed.state)).toEqual(['due48h warned', 'due48h missed']);
    missed.when(looksAt(days(9))).thenIgnored('no-clock-is-due');
  });

  it('is reported with all that fell due while nobody looked, each once', () => {
    const late = waits({ pregnant: true, injecting: true }).and(looksAt(days(30)));
    expect(reported(late.state).toSorted()).toEqual(
      ['contact', 'due14', 'due48h', 'state-referral'].flatMap((clock) => [
        `${clock} missed`,
        `${clock} warned`,
      ]),
    );
    late.when(looksAt(days(31))).thenIgnored('no-clock-is-due');
  });

  it.each<[string, Array<PlacementCommand | ReturnType<typeof finds>>]>([
    ['an offer that is declined', [finds('by-offer'), declines(), findsNone()]],
    [
      'a determination of the same level',
      [determines('again', { context: { injecting: true } }, 0)],
    ],
    [
      'a determination of another level',
      [determines('again', { level: 'PHP', context: { injecting: true } }, 0)],
    ],
    ['a determination that knows less', [determines('again', { context: {} }, 0)]],
  ])('begins no second time after %s', (_how, commands) => {
    const before = waits({ injecting: true }).and(looksAt(days(11)));
    const after = before
      .and(...commands)
      .and(findsNone())
      .and(looksAt(days(13)));
    expect(reported(after.state)).toEqual(reported(before.state));
  });

  it('runs on while an offer is open and after a place is confirmed, until the person comes', () => {
    const offered = waits({ injecting: true }).and(finds('by-offer'));
    const placed = offered.and(accepts).and(looksAt(days(14)));
    expect(reported(placed.state)).toEqual([
      ...['due48h warned', 'due48h missed', 'due14 warned', 'due14 missed'],
    ]);
    const came = { kind: 'note-attendance', attended: true } as const;
    const arrived = offered
      .and(accepts)
      .and((person) => ({ ...came, placementId: newest(person).id }));
    arrived.when(looksAt(days(14))).thenIgnored('no-clock-is-due');
  });

  it('has not run when it was met before anybody looked', () => {
    const services = {
      id: id('services'),
      at: hours(30),
      items: ['hiv-tb-counselling', 'hiv-tb-referral'],
    } as const;
    const served = waits({ injecting: true }).and({ kind: 'note-interim', services });
    served.when(looksAt(hours(48))).thenIgnored('no-clock-is-due');
    served.when({ kind: 'note-interim', services }).thenIgnored('interim-services-known');
    const back = served.and({ kind: 'take-back-report', eventId: services.id });
    expect(reported(back.and(looksAt(hours(48))).state)).toEqual([
      'due48h warned',
      'due48h missed',
    ]);
  });

  it('is reported once of two persons who are one', () => {
    const [a, b] = [waits({ injecting: true }), waits({ injecting: true })].map(
      (story) => story.and(looksAt(hours(48))).state,
    );
    expect(reported(mergePlacements(a!, b!))).toEqual(['due48h warned', 'due48h missed']);
  });

  it('is met by the place of an alternative they came to, also while they wait for the level beside it', () => {
    const context = { injecting: true };
    const decided = { context, decidedBy: 'clinician', requestedAt: ASKED } as const;
    const beside = given(
      placementDecider,
      determines('detox', { context, alternatives: ['PHP'] }),
      matchesNone('IOP', 'PHP'),
      findsAt('PHP'),
      attends,
      determines('detox', decided, 6_000),
      findsNone(),
    );
    expect(beside.state.placements.map(({ level, status }) => `${level} ${status}`)).toEqual([
      ...['IOP withdrawn', 'PHP confirmed', 'IOP waitlisted'],
    ]);
    expect(reported(beside.and(looksAt(days(14))).state)).toEqual([
      'contact warned',
      'contact missed',
    ]);
    expect(lookAtClocks(newest(beside.state), beside.state, ASKED)).toBe(days(10.5));
  });

  it('is looked at when the next thing falls due', () => {
    const story = waits({ injecting: true });
    const next = ({ state }: { state: PersonPlacements }, now: string) =>
      lookAtClocks(newest(state), state, now);
    expect(next(story, ASKED)).toBe(hours(36));
    expect(next(story.and(looksAt(hours(36))), hours(36))).toBe(hours(48));
    expect(next(waits({}).and(looksAt(days(14))), days(14))).toBeNull();
    expect(next(asks({ injecting: true }), ASKED)).toBeNull();
    const pregnant = waits({ pregnant: true }).and(looksAt(days(14)));
    expect(next(pregnant, days(14))).toBe(days(300));
  });
});

describe('the class of somebody who waits', () => {
  const classOf = ({ state }: { readonly state: PersonPlacements }) => newest(state).priorityClass;

  it('never gets worse by a determination that knows less, whatever the order', () => {
    const rated = isRated({ pregnant: true }, hours(1));
    const again = determines('again', { context: { pregnant: false } }, 120);
    expect(classOf(waits({}).and(rated, again))).toBe(2);
    expect(classOf(given(placementDecider, rated, determines('detox')))).toBe(2);
    expect(
      classOf(waits({ injecting: true }).and(determines('again', { level: 'PHP' }, 120))),
    ).toBe(3);
  });

  it('gets better at once by a record that arrives late, and the person is placed by it', () => {
    const rated = waits({ region: 'boston' }).and(isRated({ pregnant: true }, hours(-1)));
    expect(newest(rated.state)).toMatchObject({
      ...{ priorityClass: 2, prioritySince: hours(-1), needsLook: true },
      need: { context: { region: 'boston', pregnant: true } },
    });
  });

  it('is not touched by a record about something else', () => {
    const rated = isRated({ housing: 'stable' }, hours(1));
    waits({}).when(rated).thenIgnored('nothing-about-priority');
  });

  it('gets worse by a newer record, and by nothing older', () => {
    const injects = waits({ injecting: true });
    expect(classOf(injects.and(isRated({ injecting: false }, hours(-1))))).toBe(3);
    expect(classOf(injects.and(isRated({ injecting: false }, hours(1))))).toBe(4);
  });

  it('counts a pregnancy for 300 days, without any news', () => {
    const pregnant = waits({ pregnant: true });
    expect(classOf(pregnant.and(looksAt(days(299))))).toBe(2);
    const over = pregnant.and(looksAt(days(14))).and({ kind: 'pass-time', now: days(300) });
    expect(classOf(over)).toBe(4);
    expect(newest(over.state).need.context.pregnant).toBe(false);
  });

  it('is what it was before a record that is taken back', () => {
    const rated = isRated({ pregnant: true }, hours(1));
    const story = waits({ injecting: true }).and(rated);
    expect(classOf(story)).toBe(1);
    const eventId = story.state.waiting.facts.at(-1)!.id;
    expect(classOf(story.and({ kind: 'take-back-report', eventId }))).toBe(3);
  });

  it('is the better of two persons who are one', () => {
    const [a, b] = [
      waits({}).state,
      given(placementDecider, isRated({ pregnant: true }, ASKED)).state,
    ];
    const merged = mergePlacements(a, b);
    const decision = placementDecider.decide(merged, { kind: 'settle-merged' });
    const events = decision.kind === 'happened' ? decision.events : [];
    expect(newest(placementDecider.evolve(merged, events)).priorityClass).toBe(2);
  });
});
