import {
  ASKED,
  both,
  checked,
  days,
  gave,
  hours,
  recordOf,
  shown,
  waits,
} from '../../testing/waiting-builders.js';
import { clocksOf } from './clocks.js';
import type { WaitingNote } from './note.js';
import { noRecord, type ClockName } from './record.js';

describe('clocks of the law', () => {
  it.each<[string, number, ClockName[]]>([
    ['1, pregnant and injecting', 1, ['due48h', 'due14', 'state-referral', 'contact']],
    ['2, pregnant', 2, ['due48h', 'state-referral', 'contact']],
    ['3, injecting', 3, ['due48h', 'due14', 'contact']],
    ['4, all others', 4, ['contact']],
  ])('run for class %s as the law names it', (_class, priorityClass, expected) => {
    expect(clocksOf(waits(priorityClass), noRecord).map(({ clock }) => clock)).toEqual(expected);
  });

  it.each<[ClockName, number, string, string]>([
    ['due48h', 3, hours(48), hours(36)],
    ['due14', 3, days(14), days(10.5)],
    ['state-referral', 2, hours(48), hours(36)],
    ['contact', 4, days(14), days(10.5)],
  ])('%s warns at three quarters and ends in its time', (name, priorityClass, dueAt, riskAt) => {
    const clock = clocksOf(waits(priorityClass), noRecord).find(({ clock: each }) => each === name);
    expect(clock).toEqual({
      ...{ clock: name, startedAt: ASKED, dueAt, riskAt, metAt: null, isReplaced: false },
    });
  });

  it.each([
    ['running', hours(35.9)],
    ['at-risk', hours(36)],
    ['at-risk', hours(47.9)],
    ['missed', hours(48)],
    ['missed', days(300)],
  ])('are %s at %s', (state, now) => {
    expect(shown('due48h', waits(3), noRecord, now)).toBe(`${state} until ${hours(48)}`);
  });

  it.each([
    ['offered', ['due48h', 'due14', 'contact']],
    ['confirmed', ['due48h', 'due14']],
    ['requested', ['due48h', 'due14', 'contact']],
    ['withdrawn', []],
    ['declined', []],
    ['completed', []],
  ])(
    'of somebody who injects and is %s are %j: no offer and no place admits anybody',
    (status, expected) => {
      expect(clocksOf(waits(3, { status }), noRecord).map(({ clock }) => clock)).toEqual(expected);
    },
  );

  it('stop when the person arrives, not when a place is confirmed', () => {
    const place = waits(3, { status: 'confirmed' });
    expect(shown('due14', place, noRecord, days(15))).toBe(`missed until ${days(14)}`);
    const came = { ...place, course: { arrival: { at: days(9) } } };
    expect(shown('due14', came, noRecord, days(15))).toBe(`met until ${days(14)}`);
    const late = { ...place, course: { arrival: { at: days(20) } } };
    expect(shown('due14', late, noRecord, days(21))).toBe(`met-late until ${days(14)}`);
    expect(shown('due14', { ...place, attended: true }, noRecord, days(15))).toContain('met');
  });

  it.each([
    ['in autumn, when a day has 25 hours', '2026-10-31T16:00:00.000Z', '2026-11-14T16:00:00.000Z'],
    ['in spring, when a day has 23 hours', '2026-03-07T17:00:00.000Z', '2026-03-21T17:00:00.000Z'],
  ])('count hours as they pass %s', (_season, requestedAt, dueAt) => {
    const placement = waits(3, { requestedAt, prioritySince: requestedAt });
    expect(shown('due14', placement, noRecord, requestedAt)).toBe(`running until ${dueAt}`);
  });

  it.each([
    ['2026-11-01T00:30:00-04:00', '2026-11-03T04:30:00.000Z'],
    ['2026-11-01T01:30:00-05:00', '2026-11-03T06:30:00.000Z'],
    ['2026-03-08T01:30:00-05:00', '2026-03-10T06:30:00.000Z'],
  ])('count 48 hours from %s across a change of clocks', (requestedAt, dueAt) => {
    const placement = waits(3, { requestedAt, prioritySince: requestedAt });
    expect(shown('due48h', placement, noRecord, requestedAt)).toBe(`running until ${dueAt}`);
  });
});

describe('interim services', () => {
  it.each<[string, number, WaitingNote[], string]>([
    ['both groups in time', 3, [both(hours(20))], 'met'],
    ['both groups in the last minute', 3, [both(hours(48))], 'met'],
    ['both groups too late', 3, [both(hours(49))], 'met-late'],
    ['one group only', 3, [gave(hours(20), 'hiv-tb-counselling')], 'missed'],
    [
      'one group twice',
      3,
      [gave(hours(2), 'hiv-tb-referral'), gave(hours(20), 'hiv-tb-referral')],
      'missed',
    ],
    [
      'one group after the other, the second in time',
      3,
      [gave(hours(2), 'hiv-tb-referral'), gave(hours(30), 'hiv-tb-counselling')],
      'met',
    ],
    [
      'one group after the other, the second late, in any order of arrival',
      3,
      [gave(hours(60), 'hiv-tb-referral'), gave(hours(30), 'hiv-tb-counselling')],
      'met-late',
    ],
    [
      'prenatal services to a pregnant woman',
      2,
      [gave(hours(3), 'prenatal', 'hiv-tb-referral')],
      'met',
    ],
    [
      'prenatal services to anybody else',
      3,
      [gave(hours(3), 'prenatal', 'hiv-tb-referral')],
      'missed',
    ],
    ['shortly before the request', 3, [both(days(-10))], 'met'],
    ['long before the request', 3, [both(days(-31))], 'missed'],
  ])('are owed within 48 hours: %s', (_how, priorityClass, notes, expected) => {
    const state = shown('due48h', waits(priorityClass), recordOf(...notes), days(5));
    expect(state).toBe(`${expected} until ${hours(48)}`);
  });

  it('are owed from the day it is known that the person comes first, when that is later', () => {
    const fact = { id: 'f', at: days(5), injecting: true };
    const known = recordOf({ what: 'fact', fact });
    expect(shown('due48h', waits(3, { prioritySince: days(5) }), known, days(6))).toBe(
      `running until ${days(7)}`,
    );
  });

  it('are not owed anew when somebody who injects becomes pregnant', () => {
    const known = recordOf(
      { what: 'fact', fact: { id: 'a', at: days(-3), injecting: true } },
      { what: 'fact', fact: { id: 'b', at: days(5), pregnant: true } },
    );
    const placement = waits(1, { prioritySince: days(5) });
    expect(shown('due48h', placement, known, days(6))).toBe(`missed until ${hours(48)}`);
  });

  it('are owed again when they were recorded by mistake', () => {
    const record = recordOf(both(hours(20)), { what: 'taken-back', id: `interim ${hours(20)}` });
    expect(shown('due48h', waits(3), record, hours(40))).toBe(`at-risk until ${hours(48)}`);
  });

  it('are owed no more once the person has come', () => {
    const came = waits(3, { status: 'confirmed', course: { arrival: { at: hours(24) } } });
    expect(shown('due48h', came, noRecord, days(9))).toBe(`met until ${hours(48)}`);
  });
});

describe('14 days that become 120', () => {
  it.each<[string, WaitingNote[], string, string]>([
    ['with both proofs', [checked(0), both(hours(20))], 'replaced', `running until ${days(120)}`],
    [
      'with both, the other way round',
      [both(hours(20)), checked(0)],
      'replaced',
      `running until ${days(120)}`,
    ],
    ['without interim services', [checked(0)], 'missed', 'none'],
    ['with interim services too late', [checked(0), both(hours(50))], 'missed', 'none'],
    ['with one group of them', [checked(0), gave(hours(2), 'hiv-tb-referral')], 'missed', 'none'],
    ['with one free place that day', [checked(1), both(hours(20))], 'missed', 'none'],
    ['with nothing known of that day', [both(hours(20))], 'missed', 'none'],
    ['with a track nothing is known of', [checked(0, 1), both(hours(20))], 'missed', 'none'],
    [
      'with interim services that were not given after all',
      [checked(0), both(hours(20)), { what: 'taken-back', id: `interim ${hours(20)}` }],
      'missed',
      'none',
    ],
  ])('%s', (_how, notes, fourteen, longer) => {
    const record = recordOf(...notes);
    expect(shown('due14', waits(3), record, days(20)).split(' ')[0]).toBe(fourteen);
    expect(shown('due120', waits(3), record, days(20))).toBe(longer);
  });

  it('do so for the request that was proven, and for no other one', () => {
    const record = recordOf(checked(0), both(hours(20)));
    const another = waits(3, { requestedAt: days(3), prioritySince: days(3) });
    expect(shown('due120', another, record, days(20))).toBe('none');
    expect(shown('due120', waits(3, { level: 'PHP' }), record, days(20))).toBe('none');
  });

  it('do so for who injects only', () => {
    const record = recordOf(checked(0), both(hours(20)));
    expect(shown('due120', waits(2), record, days(20))).toBe('none');
    expect(shown('due120', waits(1), record, days(20))).toBe(`running until ${days(120)}`);
  });
});
