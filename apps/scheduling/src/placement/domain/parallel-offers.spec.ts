import { DAY_MS } from '@handrail/domain';
import { given } from '@handrail/testing/decider';
import { acts } from '../../testing/act-commands.js';
import { newest, NOW, OFFER_EXPIRES, shown } from '../../testing/builders.js';
import { determines, findsNone, isRated } from '../../testing/placement-commands.js';
import { placementDecider } from '../../testing/placement-decider.js';
import { openOffers } from './offer.js';
import type { PersonPlacements } from './placement.js';

const waiting = given(placementDecider, determines('detox'), findsNone());
const asked = waiting.and(acts('offer'));
const { id: placementId } = newest(asked.state);
const [first, second] = newest(asked.state).offers.map(({ id }) => id) as [string, string];
const after = (days: number) => new Date(Date.parse(NOW) + days * DAY_MS).toISOString();

/** The offers of the newest placement as `program status reason`. */
const offersIn = (person: PersonPlacements, index = -1): string[] =>
  person.placements
    .at(index)!
    .offers.map(({ place, status, reason }) =>
      [place.programId, status, reason].filter(Boolean).join(' '),
    );
const declines = (offerId: string, reason: string, onlyPrograms?: readonly string[]) =>
  ({ kind: 'decline-offer', placementId, offerId, reason, onlyPrograms }) as const;

describe('programs that are asked at the same time', () => {
  it('each hold a place, and the first one has the id of the placement', () => {
    expect(shown(asked.state)).toEqual(['IOP offered']);
    expect(first).toBe(placementId);
    expect(offersIn(asked.state)).toEqual(['first-program sent', 'second-program sent']);
    expect(newest(asked.state).acts).toMatchObject([{ kind: 'offer', by: 'coordinator-2' }]);
  });

  it('are asked no more once one has accepted, whichever it is', () => {
    const { state } = asked
      .when({ kind: 'accept-offer', placementId, offerId: second })
      .thenKinds('placement-confirmed');
    expect(newest(state)).toMatchObject({ status: 'confirmed', programId: 'second-program' });
    expect(offersIn(state)).toEqual([
      'first-program withdrawn accepted-elsewhere',
      'second-program accepted',
    ]);
    given({ ...placementDecider, initialState: state })
      .when({ kind: 'accept-offer', placementId, offerId: first })
      .thenIgnored('offer-not-open');
  });

  it('leave the request offered until the last one declines', () => {
    const left = asked.when(declines(first, 'full')).thenKinds('offer-closed');
    expect(newest(left.state)).toMatchObject({ status: 'offered', programId: 'second-program' });
    const { state } = asked
      .and(declines(first, 'full'))
      .when(declines(second, 'not-suitable'))
      .thenKinds('placement-declined', 'placement-requested');
    expect(shown(state)).toEqual(['IOP declined not-suitable', 'IOP requested']);
    expect(offersIn(state, 0)).toEqual([
      'first-program declined full',
      'second-program declined not-suitable',
    ]);
    expect(newest(state)).toMatchObject({ offers: [], declinedTracks: ['second-program'] });
    expect(newest(state).course.resting.map(({ track }) => track)).toEqual([
      'first-program/evening',
    ]);
  });

  it('lapse one by one, each at its own time', () => {
    const seen = asked.and({ kind: 'acknowledge-offer', placementId, offerId: second });
    expect(openOffers(newest(seen.state)).map(({ expiresAt }) => expiresAt)).toEqual([
      OFFER_EXPIRES,
      '2026-11-16T19:00:00.000Z',
    ]);
    const lapse = (offerId: string, now: string) =>
      ({ kind: 'expire-offer', placementId, offerId, now }) as const;
    seen.when(lapse(second, OFFER_EXPIRES)).thenIgnored('offer-not-open');
    const { state } = seen.when(lapse(first, OFFER_EXPIRES)).thenKinds('offer-closed');
    expect(offersIn(state)).toEqual([
      'first-program lapsed expired',
      'second-program acknowledged',
    ]);
  });

  it('are three at most, each track once, and only where there is room and it is safe', () => {
    const more = (...programs: string[]) => acts('offer', { programs });
    asked.when(more('third-program', 'fourth-program')).thenIgnored('too-many-offers');
    asked.when(more('second-program')).thenIgnored('already-offered');
    const full = acts('offer', { programs: ['third-program'], destination: { freePlaces: 0 } });
    asked.when(full).thenIgnored('no-free-place');
    const unsafe = acts('offer', { programs: ['third-program'], destination: { isSafe: false } });
    asked.when(unsafe).thenIgnored('does-not-fit');
    asked.when(more('third-program')).thenKinds('act-recorded', 'placement-offered');
  });

  it('are not asked when one of those chosen takes people automatically', () => {
    const automatic = acts('offer', { destination: { acceptance: 'automatic' } });
    const { state } = waiting.when(automatic).thenKinds('act-recorded', 'placement-confirmed');
    expect(newest(state)).toMatchObject({ programId: 'first-program', offers: [] });
  });

  it('keep a pregnancy that is recorded meanwhile', () => {
    const { state } = asked
      .when(isRated({ pregnant: true }, NOW))
      .thenKinds('waiting-noted', 'priority-changed');
    const declined = given(
      { ...placementDecider, initialState: state },
      declines(first, 'other'),
      declines(second, 'other'),
    );
    expect(newest(declined.state)).toMatchObject({ status: 'requested', priorityClass: 2 });
  });
});

describe("the person's own answer", () => {
  const yes = { kind: 'person-answers', placementId, agrees: true } as const;
  const no = { kind: 'person-answers', placementId, agrees: false } as const;

  it('is needed before a place is confirmed where the setting says so', () => {
    const accept = { kind: 'accept-offer', placementId, needsPersonsYes: true } as const;
    asked.when(accept).thenIgnored('person-not-asked');
    asked.when({ ...accept, personAgrees: true }).thenKinds('person-agreed', 'placement-confirmed');
    asked.and(yes).when(accept).thenKinds('placement-confirmed');
    asked.and(yes).when(yes).thenIgnored('already-agreed');
  });

  it('frees every place when it is no, and asks nobody for sixty days, with the rank kept', () => {
    const { state } = asked
      .when(no)
      .thenKinds('act-recorded', 'offer-closed', 'placement-declined', 'placement-requested');
    expect(offersIn(state, 0)).toEqual([
      'first-program declined person-declines',
      'second-program withdrawn person-declines',
    ]);
    expect(newest(state)).toMatchObject({
      requestedAt: newest(waiting.state).requestedAt,
      course: { parkedUntil: after(60) },
    });
    const later = asked.and(no);
    later.when({ kind: 'pass-time', now: after(59) }).thenIgnored('time-passed');
    const back = later.when({ kind: 'pass-time', now: after(60) }).thenKinds('wait-taken-up');
    expect(newest(back.state)).toMatchObject({ needsLook: true, course: { parkedUntil: null } });
  });

  it('keeps the offers of programs the person names', () => {
    const { state } = asked
      .when(declines(first, 'person-declines', ['second-program']))
      .thenKinds('offer-closed');
    expect(offersIn(state)).toEqual([
      'first-program declined person-declines',
      'second-program sent',
    ]);
    expect(newest(state).course).toMatchObject({
      onlyPrograms: ['second-program'],
      parkedUntil: null,
    });
  });

  it('gives a confirmed place back when it is no', () => {
    const placed = asked.and({ kind: 'accept-offer', placementId });
    const { state } = placed
      .when(no)
      .thenKinds('act-recorded', 'placement-withdrawn', 'placement-requested');
    expect(shown(state)).toEqual(['IOP withdrawn person-declines', 'IOP requested']);
    expect(newest(state)).toMatchObject({
      declinedTracks: ['first-program/evening'],
      course: { parkedUntil: after(60), arrival: null },
    });
  });
});
