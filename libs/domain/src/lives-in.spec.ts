import { saysWhereAt, wasLeft, type KnownStayTimes } from './lives-in.js';

const stay = (
  startedAt: string | null,
  endedAt: string | null = null,
  setting: KnownStayTimes['setting'] = 'withdrawal-management',
): KnownStayTimes => ({ setting, startedAt, endedAt });

describe('an open 24-hour stay', () => {
  const open = stay('2026-11-10T09:00:00.000Z');

  it.each([
    ['the same kind of care began later', stay('2026-11-20T09:00:00.000Z'), true],
    [
      'the same admission is over under another number',
      stay('2026-11-10T09:00:30.000Z', '2026-11-12T09:00:00.000Z'),
      true,
    ],
    [
      'the same kind of care is over, whenever it began',
      stay(null, '2026-11-12T09:00:00.000Z'),
      true,
    ],
    ['the same admission is open under another number', stay('2026-11-10T09:00:00.000Z'), false],
    [
      'the other stay was before',
      stay('2026-11-01T09:00:00.000Z', '2026-11-05T09:00:00.000Z'),
      false,
    ],
    [
      'another kind of care came and went',
      stay('2026-11-12T09:00:00.000Z', '2026-11-13T09:00:00.000Z', 'inpatient'),
      false,
    ],
    ['there is no other', undefined, false],
  ])('where %s', (_name, other, left) => {
    expect(wasLeft(open, other ? [other, open] : [open])).toBe(left);
  });

  it('says for a year at most where the person lives, and a plan of one for good', () => {
    expect(saysWhereAt('2025-11-30T00:00:00Z', '2026-11-28T00:00:00Z')).toBe(true);
    expect(saysWhereAt('2013-04-01T00:00:00Z', '2026-11-28T00:00:00Z')).toBe(false);
    expect(saysWhereAt(null, '2026-11-28T00:00:00Z')).toBe(true);
  });

  it('to which one comes from home is none', () => {
    const program = stay('2026-11-10T09:00:00.000Z', null, 'outpatient');
    expect(wasLeft(program, [stay('2026-11-20T09:00:00.000Z', null, 'outpatient')])).toBe(false);
  });
});
