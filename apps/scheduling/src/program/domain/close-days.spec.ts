import { program, track } from '../../testing/builders.js';
import { closeDays, problemsOfClosures } from './close-days.js';
import type { Closure } from './closures.js';

const TODAY = '2026-11-16';
const harbor = program('harbor', { tracks: [track(), track({ id: 'day' })] });
const closure = (change: Partial<Closure> = {}): Closure => ({
  ...{ from: '2026-12-24', to: '2026-12-26', reason: 'holiday', trackIds: null, makeUps: [] },
  ...change,
});
const makeUp = { trackId: 'evening', day: '2026-12-28', from: '09:00', to: '12:00' };
const paths = (...closures: Closure[]) =>
  problemsOfClosures(harbor, closures, TODAY).map(({ path }) => path);

describe('closures', () => {
  it('can stand with what is held instead on a day that is open', () => {
    expect(paths(closure({ makeUps: [makeUp] }), closure({ trackIds: ['day'] }))).toEqual([]);
  });

  it.each<[string, Partial<Closure>, string]>([
    ['end before they begin', { to: '2026-12-23' }, '/closures/0/to'],
    ['last for years', { to: '2027-12-26' }, '/closures/0/to'],
    ['lie years ahead', { from: '2029-12-24', to: '2029-12-24' }, '/closures/0/to'],
    ['name a track nobody knows', { trackIds: ['day', 'night'] }, '/closures/0/trackIds/1'],
    [
      'hold something instead in a track nobody knows',
      { makeUps: [{ ...makeUp, trackId: 'night' }] },
      '/closures/0/makeUps/0/trackId',
    ],
    [
      'hold it while they are closed',
      { makeUps: [{ ...makeUp, day: '2026-12-25' }] },
      '/closures/0/makeUps/0/day',
    ],
    ['hold it backwards', { makeUps: [{ ...makeUp, to: '08:00' }] }, '/closures/0/makeUps/0/to'],
  ])('do not %s', (_what, change, path) => {
    expect(paths(closure(change))).toEqual([path]);
  });

  it('replace the former ones, and change nothing when they are the same', () => {
    const decision = closeDays(harbor, [closure()]);
    expect(decision).toEqual({
      kind: 'happened',
      events: [{ kind: 'closures-changed', closures: [closure()] }],
    });
    expect(closeDays({ ...harbor, closures: [closure()] }, [closure()])).toEqual({
      kind: 'ignored',
      reason: 'closed-so-already',
    });
  });
});
