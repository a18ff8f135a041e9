import { daysBetween, localDay } from '@handrail/domain';
import fc from 'fast-check';
import type { CareStay } from '../../care/domain/care.js';
import { firstWithin } from './contacts-within.js';
import { livesInWithin } from './lived-in.js';
import type { Contact, Window } from './window.js';

// Whatever is known of a person, the look-ups say what a walk through all of it says.
const ZONE = 'America/New_York';
const START = Date.parse('2026-11-01T08:00:00Z');
const hours = (n: number) => new Date(START + n * 3_600_000).toISOString();

const stays = fc.array(
  fc.record({
    stayId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    setting: fc.constantFrom('residential' as const, 'outpatient' as const),
    from: fc.option(fc.nat(900)),
    lasts: fc.option(fc.nat(300)),
  }),
  { maxLength: 12 },
);
const known = (drawn: typeof stays extends fc.Arbitrary<infer T> ? T : never): CareStay[] => [
  ...new Map(
    drawn.map(({ stayId, setting, from, lasts }): [string, CareStay] => [
      stayId,
      {
        ...{ stayId, setting, startedBy: 'start', endedBy: 'end', disposition: null },
        startedAt: from === null ? null : hours(from),
        endedAt: lasts === null ? null : hours((from ?? 0) + lasts),
      },
    ]),
  ).values(),
];
const windows = fc
  .record({ stayId: fc.constantFrom('a', 'b', 'z'), at: fc.nat(900), days: fc.constantFrom(7, 30) })
  .map(({ stayId, at, days }): Window => {
    const dischargedAt = hours(at);
    return {
      ...{ followUpId: 'w', stayId, dischargedBy: 'e', dischargedAt, days, status: 'open' },
      // The end of the last local day, as in New York in winter.
      dueAt: new Date(
        Date.parse(`${localDay(dischargedAt, ZONE)}T05:00:00Z`) + (days + 1) * 86_400_000,
      ).toISOString(),
      metAt: null,
    };
  });

describe('what every window is held against', () => {
  it('is whether the person lived in elsewhere before it closes', () => {
    fc.assert(
      fc.property(stays, windows, (drawn, window) => {
        const all = known(drawn);
        const walked = all.some(
          ({ stayId, setting, startedAt, endedAt }) =>
            setting === 'residential' &&
            stayId !== window.stayId &&
            (startedAt ?? endedAt ?? window.dueAt) < window.dueAt &&
            (endedAt === null || endedAt > window.dischargedAt),
        );
        expect(livesInWithin(all)(window)).toBe(walked);
      }),
      { numRuns: 2_000, seed: 1 },
    );
  });

  it('is the first care from the day after the discharge to its last day', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2_000), { maxLength: 12 }), windows, (times, window) => {
        const contacts = times.map((at, n): Contact => ({ eventId: `${n}`, at: hours(at) }));
        const counted = contacts
          .map(({ at }) => at)
          .filter((at) => {
            const days = daysBetween(localDay(window.dischargedAt, ZONE), localDay(at, ZONE));
            return days >= 1 && days <= window.days;
          })
          .sort();
        expect(firstWithin(contacts, ZONE)(window)?.at).toBe(counted[0]);
      }),
      { numRuns: 2_000, seed: 2 },
    );
  });
});
