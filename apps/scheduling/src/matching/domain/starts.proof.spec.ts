import { HOUR_MS, MINUTE_MS } from '@handrail/domain';
import fc from 'fast-check';
import { program, track } from '../../testing/builders.js';
import { rememberedStarts, startOf } from './starts.js';

const tracks = [
  track(),
  track({ id: 'early', days: ['tue', 'thu', 'sun'], from: '06:10', to: '09:00' }),
  track({ id: 'beds', days: [], from: null, to: null }),
];
// A fortnight with the end of daylight saving time in it, and a week in which the program is closed.
const FIRST_MS = Date.parse('2026-10-25T00:00:00Z');
const closures = [
  { from: '2026-11-04', to: '2026-11-09', reason: 'other' as const, trackIds: null, makeUps: [] },
];
const programs = ['America/New_York', 'Asia/Kathmandu', 'UTC'].map((timeZone) =>
  program(timeZone, { timeZone, closures, tracks: structuredClone(tracks) }),
);

describe('remembered starts', () => {
  it('are those a calendar would give, whoever asked before', () => {
    const moments = fc.array(fc.integer({ min: 0, max: 14 * 24 * HOUR_MS }), {
      minLength: 30,
      maxLength: 60,
    });
    const close = fc.integer({ min: 0, max: 40 * MINUTE_MS });
    fc.assert(
      fc.property(moments, close, (instants, shift) => {
        const remembered = rememberedStarts();
        for (const instant of instants.flatMap((each) => [each + shift, each]))
          for (const each of programs)
            for (const offered of each.tracks) {
              const from = new Date(FIRST_MS + instant).toISOString();
              expect(remembered(each, offered, from)).toEqual(startOf(each, offered, from));
            }
      }),
      { numRuns: 8, seed: 7 },
    );
  });
});
