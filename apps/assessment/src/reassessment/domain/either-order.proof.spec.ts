import fc from 'fast-check';
import {
  rated,
  repetition,
  stayEnds,
  stayStarts,
  stepDownPlanned,
  story,
  takenBack,
  type Reported,
} from '../../testing/case-story.js';

// Intake and outcomes publish on topics of their own: whichever is read first, the same must stand.

/**
 * What the world acts on: the decision about the newest reasons. How many reassessments tell of it may
 * differ, because what was acted on before the rest arrived stays part of the story.
 */
function standing(person: ReturnType<typeof story>) {
  const decided = person.reassessments
    .filter(({ status }) => status === 'determined')
    .map(({ decision, triggers }) => ({
      level: decision!.determination.level,
      supports: decision!.determination.supports,
      newest: triggers
        .map(({ occurredAt }) => occurredAt)
        .sort()
        .at(-1)!,
    }))
    .sort((a, b) => (a.newest < b.newest ? -1 : 1));
  const waiting = person.reassessments.filter(({ status }) => status === 'open').length;
  return { newest: decided.at(-1) ?? null, waiting };
}

/** Every way to read two topics, each in its own order. */
function* interleavings(
  a: readonly Reported[],
  b: readonly Reported[],
  read: readonly Reported[] = [],
): Generator<readonly Reported[]> {
  if (a.length === 0 && b.length === 0) yield read;
  if (a.length > 0) yield* interleavings(a.slice(1), b, [...read, a[0]!]);
  if (b.length > 0) yield* interleavings(a, b.slice(1), [...read, b[0]!]);
}

const detox = 'withdrawal-management';
const second = repetition(6, {
  pattern: 'second-detox',
  level: 'IOP',
  reports: ['end of first', 'end of stay'],
});

describe('either order of arrival ends in the same decision', () => {
  it.each<[string, Reported[], Reported[]]>([
    ['a second detox', [stayStarts(detox), rated(5.9), stayEnds(detox)], [second]],
    [
      'a second detox whose discharge is taken back',
      [stayStarts(detox), rated(5.9), stayEnds(detox), takenBack('end of stay', 7)],
      [second, takenBack('repetition 6', 7)],
    ],
    [
      'a repetition that falls',
      [rated(9), rated(9.5, { d5: 3 })],
      [repetition(10, { level: 'OP' }), takenBack('repetition 10', 11)],
    ],
    [
      'a repetition during a detox',
      [stayStarts(detox), rated(5.9), stayEnds(detox)],
      [repetition(2, { level: 'IOP' })],
    ],
    [
      'a repetition just before a detox',
      [stayStarts(detox), rated(5.9), stayEnds(detox)],
      [repetition(-1, { level: 'IOP' })],
    ],
    [
      'a repetition after a detox, with ratings before and after it',
      [stayStarts(detox), rated(5.9), stayEnds(detox), rated(9, { d5: 3 }), rated(11, { d5: 0 })],
      [repetition(10, { level: 'OP' })],
    ],
    [
      'a repetition in residential care with a planned end',
      [
        stayStarts('residential'),
        rated(22),
        stepDownPlanned(28, { on: 23 }),
        rated(27),
        stayEnds('residential', { to: 28 }),
      ],
      [repetition(25, { level: 'RES' })],
    ],
    [
      'ratings that are taken back',
      [rated(9), rated(9.5, { d5: 3 }), takenBack('ratings 9.5', 11)],
      [repetition(10, { level: 'OP' })],
    ],
  ])('%s', (_name, intake, outcomes) => {
    const ends = [...interleavings(intake, outcomes)].map((read) => standing(story(...read)));
    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1);
  });

  it('for ratings recorded at any time around any number of repetitions', () => {
    const ratingsAt = fc.record({
      on: fc.integer({ min: 0, max: 400 }).map((tenths) => tenths / 10),
      d1: fc.constantFrom(0, 1, 2, 'unknown' as const),
      d5: fc.constantFrom(0, 1, 2, 3, 4),
    });
    const repeated = fc.record({
      on: fc.integer({ min: 0, max: 400 }).map((tenths) => tenths / 10 + 0.05),
      level: fc.constantFrom('OP' as const, 'IOP' as const, 'PHP' as const, null),
    });
    const some = fc.record({
      ratings: fc.uniqueArray(ratingsAt, { maxLength: 5, selector: ({ on }) => on }),
      repeated: fc.uniqueArray(repeated, { minLength: 1, maxLength: 2, selector: ({ on }) => on }),
    });
    const lastMomentOfTheCoolDown = {
      ratings: [{ on: 25.5, d1: 0 as const, d5: 0 as const }],
      repeated: [
        { on: 32.45, level: 'OP' as const },
        { on: 39.45, level: 'OP' as const },
      ],
    };
    fc.assert(
      fc.property(some, ({ ratings, repeated }) => {
        const byDay = (a: Reported, b: Reported) => a.on - b.on;
        const intake = ratings.map(({ on, d1, d5 }) => rated(on, { d1, d5 })).sort(byDay);
        const outcomes = repeated.map(({ on, level }) => repetition(on, { level })).sort(byDay);
        const ends = [...interleavings(intake, outcomes)].map((read) => {
          const { newest, waiting } = standing(story(...read));
          return JSON.stringify({ newest, waiting });
        });
        return new Set(ends).size === 1;
      }),
      { seed: 20260105, numRuns: 150, examples: [[lastMomentOfTheCoolDown]] },
    );
  }, 60_000);

  it('for a detox and a repetition at any distance', () => {
    const times = fc.record({
      from: fc.integer({ min: 0, max: 200 }).map((tenths) => tenths / 10),
      length: fc.integer({ min: 30, max: 70 }).map((tenths) => tenths / 10),
      repeatedOn: fc.integer({ min: 0, max: 400 }).map((tenths) => tenths / 10 + 0.05),
      level: fc.constantFrom('OP' as const, 'IOP' as const, 'PHP' as const, null),
      d5: fc.constantFrom(1, 2, 3),
    });
    fc.assert(
      fc.property(times, ({ from, length, repeatedOn, level, d5 }) => {
        const to = from + length;
        const intake = [
          rated(from - 0.2, { d5: d5 as never }),
          stayStarts(detox, { from }),
          rated(to - 0.1, { d5: d5 as never }),
          stayEnds(detox, { from, to }),
          rated(to + 2, { d5: d5 as never }),
        ];
        const outcomes = [repetition(repeatedOn, { level })];
        const ends = [...interleavings(intake, outcomes)].map(
          (read) => standing(story(...read)).newest?.level,
        );
        return new Set(ends).size === 1;
      }),
      { seed: 20260106, numRuns: 300 },
    );
  }, 60_000);
});
