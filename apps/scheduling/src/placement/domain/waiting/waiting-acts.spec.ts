import { DAY_MS, type WaitlistRemovalReason } from '@handrail/domain';
import { given } from '@handrail/testing/decider';
import { acts } from '../../../testing/act-commands.js';
import { newest, NOW, shown } from '../../../testing/builders.js';
import {
  accepts,
  attends,
  determines,
  falls,
  finds,
  findsNone,
} from '../../../testing/placement-commands.js';
import { placementDecider } from '../../../testing/placement-decider.js';
import { actsAbout } from '../../../testing/waiting-act-commands.js';
import { clocksOf, stateOf } from '../../../waiting/domain/clocks.js';
import type { PersonPlacements } from '../placement.js';

const days = (n: number) => new Date(Date.parse(NOW) + n * DAY_MS).toISOString();
const waits = given(placementDecider, determines('detox', { context: { pregnant: true } })).and(
  findsNone(),
);
const missedOn = (...offsets: readonly number[]) =>
  offsets.map((n) => actsAbout('contact', { outcome: 'not-reached', at: days(n) }));
const remove = (reason: WaitlistRemovalReason) => actsAbout('remove', { reason });
const clock = ({ placements, waiting }: PersonPlacements, name: string, now = NOW) => {
  const found = clocksOf(placements.at(-1)!, waiting).find((each) => each.clock === name)!;
  return stateOf(found, waiting, now);
};

describe('what people do about somebody who waits', () => {
  it('is kept with who did it and why, and stops the clock it is about', () => {
    const served = waits.and(actsAbout('interim', { items: ['prenatal', 'hiv-tb-referral'] }));
    expect(newest(served.state).acts).toEqual([
      { kind: 'interim', by: 'coordinator-2', reason: 'family-reasons', at: NOW },
    ]);
    expect(clock(served.state, 'due48h')).toBe('met');
    const { id: entryId } = served.state.waiting.interim[0]!;
    const back = served.and(actsAbout('take-back', { entryId }));
    expect(clock(back.state, 'due48h')).toBe('running');
    back.when(actsAbout('take-back', { entryId })).thenIgnored('no-such-entry');
  });

  it('is refused on an old version, of what has not happened, and once the person has come', () => {
    waits.when(actsAbout('contact', { version: 9 })).thenIgnored('version-changed');
    waits.when(actsAbout('contact', { at: days(1) })).thenIgnored('in-the-future');
    waits.when(actsAbout('interim', { at: days(1) })).thenIgnored('in-the-future');
    const placed = waits.and(finds('by-offer'), accepts);
    placed.when(actsAbout('interim')).thenKinds('act-recorded', 'waiting-noted');
    placed.and(attends).when(actsAbout('interim')).thenIgnored('not-waiting');
  });

  it('pauses and resumes, keeps the rank, and passes the person over meanwhile', () => {
    const paused = waits.and(actsAbout('pause', { until: null }));
    expect(newest(paused.state)).toMatchObject({ freeFrom: 'infinity', status: 'waitlisted' });
    expect(clock(paused.state, 'contact', days(300))).toBe('paused');
    paused.when(actsAbout('pause', { until: days(9) })).thenIgnored('already-paused');
    paused.when(acts('offer')).thenIgnored('paused');
    const resumed = paused.and(actsAbout('resume', { now: days(2) }));
    expect(newest(resumed.state)).toMatchObject({ freeFrom: null, needsLook: true });
    resumed.when(actsAbout('resume', { now: days(3) })).thenIgnored('not-paused');
    resumed
      .when(actsAbout('pause', { now: days(3), until: days(2) }))
      .thenIgnored('ends-before-it-begins');
    resumed
      .when(actsAbout('pause', { now: days(3), until: days(9) }))
      .thenKinds('act-recorded', 'waiting-noted', 'wait-moved');
  });

  it('refers a pregnant woman to the State once, and waits for the answer', () => {
    const referred = waits.and(actsAbout('refer'));
    expect(clock(referred.state, 'state-referral', days(1))).toBe('running');
    referred.when(actsAbout('refer')).thenIgnored('already-referred');
    expect(clock(referred.and(actsAbout('answer')).state, 'state-referral', days(9))).toBe('met');
    waits.when(actsAbout('answer')).thenIgnored('not-referred');
    const other = given(placementDecider, determines('detox')).and(findsNone());
    other.when(actsAbout('refer')).thenIgnored('not-pregnant');
  });

  it('puts a reason for an exception on record, and moves nobody', () => {
    const { state } = waits.and(actsAbout('exception', { reason: 'bed-for-mother-and-child' }));
    expect(state.waiting.exceptions).toMatchObject([{ reason: 'bed-for-mother-and-child' }]);
    expect(newest(state)).toMatchObject({
      priorityClass: 2,
      requestedAt: newest(waits.state).requestedAt,
    });
  });
});

describe('the waiting list is left', () => {
  it.each<WaitlistRemovalReason>(['found-elsewhere', 'refuses', 'died'])('as %s', (reason) => {
    const left = waits.and(remove(reason));
    expect(shown(left.state)).toEqual([`IOP withdrawn ${reason}`]);
    expect(clocksOf(newest(left.state), left.state.waiting)).toEqual([]);
  });

  it.each<[string, ReturnType<typeof missedOn>]>([
    ['without an attempt', []],
    ['after two days', missedOn(-3, -2)],
    ['after three attempts on two days', missedOn(-3, -2, -2.1)],
    [
      'when the person was reached in between',
      [...missedOn(-5, -4), actsAbout('contact', { at: days(-3) }), ...missedOn(-2)],
    ],
  ])('not as one who cannot be located %s', (_when, attempts) => {
    waits
      .and(...attempts)
      .when(remove('cannot-be-located'))
      .thenIgnored('too-few-attempts');
  });

  it('as one who cannot be located after three attempts on three days, in whatever order they come', () => {
    const left = waits.and(...missedOn(-1, -3, -2), remove('cannot-be-located'));
    expect(shown(left.state)).toEqual(['IOP withdrawn cannot-be-located']);
  });

  it('and joined again with the rank kept, while something still asks for the place', () => {
    const left = waits.and(remove('refuses'));
    const { requestedAt } = newest(left.state);
    const back = left.and(actsAbout('return'));
    expect(newest(back.state)).toMatchObject({ status: 'requested', requestedAt, endReason: null });
    back.when(actsAbout('return')).thenIgnored('not-removed-by-hand');
    left.and(falls('detox')).when(actsAbout('return')).thenIgnored('nothing-asks-for-it');
    const again = determines('again', { level: 'PHP' }, 60);
    const { id: placementId, version } = newest(left.state);
    left
      .and(again)
      .when(actsAbout('return', { placementId, version }))
      .thenIgnored('has-another-place');
    waits.and(falls('detox')).when(actsAbout('return')).thenIgnored('not-removed-by-hand');
  });
});
