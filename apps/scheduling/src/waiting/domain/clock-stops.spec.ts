import { DAY_MS, HOUR_MS } from '@handrail/domain';
import {
  ASKED,
  after,
  both,
  cannotCome,
  checked,
  days,
  hours,
  recordOf,
  shown,
  spoke,
  waits,
} from '../../testing/waiting-builders.js';
import { signalsAhead, type Waiting } from './clocks.js';
import type { WaitingNote } from './note.js';
import { noRecord, type WaitingRecord } from './record.js';

describe('a pause', () => {
  it.each<[string, WaitingNote[], string, string]>([
    [
      'before the request changes nothing',
      [cannotCome(days(-9), days(-2))],
      days(1),
      `running until ${days(14)}`,
    ],
    ['stops the clock', [cannotCome(days(2), null)], days(13), 'paused until null'],
    [
      'that is to end puts the end off',
      [cannotCome(days(2), days(5))],
      days(3),
      `paused until ${days(17)}`,
    ],
    [
      'that has ended puts the end off',
      [cannotCome(days(2), days(5))],
      days(6),
      `running until ${days(17)}`,
    ],
    [
      'ended early puts the end off by as much',
      [cannotCome(days(2), days(9), days(4))],
      days(6),
      `running until ${days(16)}`,
    ],
    [
      'without an end, ended by hand',
      [cannotCome(days(2), null, days(4))],
      days(6),
      `running until ${days(16)}`,
    ],
    [
      'across the request counts from the request',
      [cannotCome(days(-2), days(1))],
      hours(2),
      `paused until ${days(15)}`,
    ],
    [
      'after the end changes nothing any more',
      [cannotCome(days(15), null)],
      days(16),
      `missed until ${days(14)}`,
    ],
    [
      'that begins as the clock ends changes nothing',
      [cannotCome(days(14), null)],
      days(15),
      `missed until ${days(14)}`,
    ],
    [
      'over another one counts once',
      [cannotCome(days(2), days(6)), cannotCome(days(4), days(8))],
      days(9),
      `running until ${days(20)}`,
    ],
    [
      'beside another one counts, too',
      [cannotCome(days(2), days(4)), cannotCome(days(4), days(5))],
      days(6),
      `running until ${days(17)}`,
    ],
    [
      'after another one counts, too',
      [cannotCome(days(8), days(9)), cannotCome(days(2), days(3))],
      days(10),
      `running until ${days(16)}`,
    ],
    [
      'that is over before it began counts not at all',
      [cannotCome(days(5), days(2))],
      days(6),
      `running until ${days(14)}`,
    ],
    [
      'that is announced does not stop it yet',
      [cannotCome(days(9), days(10))],
      days(1),
      `running until ${days(15)}`,
    ],
    [
      'that was a mistake never was',
      [cannotCome(days(2), null), { what: 'taken-back', id: `pause ${days(2)}` }],
      days(3),
      `running until ${days(14)}`,
    ],
  ])('%s', (_how, notes, now, expected) => {
    expect(shown('due14', waits(3), recordOf(...notes), now)).toBe(expected);
  });

  it('across a change of clocks is as long as it is', () => {
    const asked = '2026-10-30T16:00:00.000Z';
    const record = recordOf(cannotCome('2026-10-31T12:00:00-04:00', '2026-11-01T12:00:00-05:00'));
    const placement = waits(3, { requestedAt: asked, prioritySince: asked });
    expect(shown('due14', placement, record, '2026-11-02T00:00:00.000Z')).toBe(
      `running until ${after(14 * DAY_MS + 25 * HOUR_MS, asked)}`,
    );
  });
});

describe('a contact', () => {
  it.each<[string, WaitingNote[], string]>([
    ['nobody made', [], days(14)],
    ['that reached the person', [spoke(days(6))], days(20)],
    ['that failed', [spoke(days(6), 'not-reached')], days(14)],
    ['by which the person says they still wait', [spoke(days(7), 'still-waiting')], days(21)],
    [
      'that was followed by a failed one',
      [spoke(days(6)), spoke(days(8), 'not-reached')],
      days(20),
    ],
    ['that arrives after a later one', [spoke(days(8)), spoke(days(3))], days(22)],
    ['as interim services were given', [both(days(5))], days(19)],
  ])('%s: the next is owed 14 days later', (_how, notes, dueAt) => {
    expect(shown('contact', waits(4), recordOf(...notes), days(9))).toBe(`running until ${dueAt}`);
  });
});

describe('a pregnant woman nobody can take', () => {
  const referral = { id: 'r', at: hours(5), answer: null, answeredAt: null };
  const referred: WaitingNote = { what: 'referred', referral };
  const answered = (at: string): WaitingNote => ({
    ...{ what: 'answered', referralId: 'r', answer: 'placed', at },
  });

  it.each<[string, WaitingNote[], string]>([
    ['not yet', [], 'missed'],
    ['without an answer', [referred], 'missed'],
    ['with an answer in time', [referred, answered(hours(30))], 'met'],
    ['with a late answer', [referred, answered(hours(60))], 'met-late'],
    ['by mistake', [referred, answered(hours(30)), { what: 'taken-back', id: 'r' }], 'missed'],
  ])('is referred to the State: %s', (_how, notes, expected) => {
    const state = shown('state-referral', waits(2), recordOf(...notes), days(4));
    expect(state).toBe(`${expected} until ${hours(48)}`);
  });

  it('is not referred while an offer is open or once there is a place', () => {
    for (const status of ['offered', 'confirmed'])
      expect(shown('state-referral', waits(2, { status }), noRecord, days(1))).toBe('none');
  });

  it('is referred for this wait, not for one before', () => {
    const before = { ...referral, at: days(-40), answer: 'placed', answeredAt: days(-39) } as const;
    const record = recordOf({ what: 'referred', referral: before });
    expect(shown('state-referral', waits(2), record, hours(40))).toContain('at-risk');
  });
});

describe('what is still to be reported', () => {
  const lines = (placement: Waiting, record: WaitingRecord) =>
    signalsAhead(placement, record).map(({ clock, kind, at }) => `${clock} ${kind} ${at}`);

  it('is one warning and one miss of each clock, in order', () => {
    expect(lines(waits(3), noRecord)).toEqual([
      `due48h warned ${hours(36)}`,
      `due48h missed ${hours(48)}`,
      `due14 warned ${days(10.5)}`,
      `contact warned ${days(10.5)}`,
      `due14 missed ${days(14)}`,
      `contact missed ${days(14)}`,
    ]);
  });

  it('is nothing of what was reported, met or replaced', () => {
    const record = recordOf(both(hours(5)), checked(0), {
      ...{ what: 'signalled', dueAt: days(120) },
      signal: { clock: 'due120', startedAt: ASKED, kind: 'warned', at: days(90) },
    });
    expect(lines(waits(3), record)).toEqual([
      `contact warned ${after(10.5 * DAY_MS, hours(5))}`,
      `contact missed ${after(14 * DAY_MS, hours(5))}`,
      `due120 missed ${days(120)}`,
    ]);
  });

  it('is nothing that a pause without an end keeps from coming', () => {
    expect(lines(waits(4), recordOf(cannotCome(days(11), null)))).toEqual([
      `contact warned ${days(10.5)}`,
    ]);
    expect(lines(waits(4), recordOf(cannotCome(days(1), null)))).toEqual([]);
  });
});
