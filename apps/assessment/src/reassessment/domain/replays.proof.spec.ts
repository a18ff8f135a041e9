import fc from 'fast-check';
import {
  later,
  rated,
  repetition,
  session,
  signal,
  stayEnds,
  stayStarts,
  stepDownPlanned,
  story,
  type Reported,
} from '../../testing/case-story.js';

// A topic is delivered again after a crash, a source sends a message twice, and two topics are read in
// either order: there is one task for each reason, and it is the same task.
const detox = 'withdrawal-management';

/** What two topics tell of one person; within a topic the order is kept. */
const TOPICS: readonly (readonly [string, readonly Reported[], readonly Reported[]])[] = [
  [
    'a second detox',
    [stayStarts(detox), rated(5.9), stayEnds(detox)],
    [repetition(6, { pattern: 'second-detox', level: 'IOP', reports: ['end of stay'] })],
  ],
  [
    'a stay that was left early, and an overdose after it',
    [stayStarts(detox), stayEnds(detox, { disposition: 'against-advice' }), signal('overdose', 8)],
    [repetition(8.5, { level: 'OP', reports: ['overdose 8'] })],
  ],
  [
    'a planned step-down and the end it announced',
    [
      stayStarts('residential'),
      stepDownPlanned(6, { on: 3 }),
      rated(4),
      stayEnds('residential', { to: 6 }),
    ],
    [signal('review-due', 5, { level: 'RES' })],
  ],
  [
    'missed sessions and a review',
    [session(1, { attendance: 'attended' }), session(3), session(5), session(6)],
    [signal('review-due', 7, { level: 'IOP' })],
  ],
];

/** Picks from two topics in turn, and delivers some of what was delivered again. */
const delivery = (a: readonly Reported[], b: readonly Reported[]) =>
  fc
    .record({
      turns: fc.infiniteStream(fc.boolean()),
      repeats: fc.array(fc.nat(a.length + b.length - 1), { maxLength: 6 }),
    })
    .map(({ turns, repeats }) => {
      const [left, right, order] = [[...a], [...b], [] as Reported[]];
      while (left.length + right.length > 0) {
        const fromLeft = right.length === 0 || (left.length > 0 && turns.next().value === true);
        order.push((fromLeft ? left : right).shift()!);
      }
      return { order, again: repeats.map((index) => order[index]!) };
    });

const tasks = (person: ReturnType<typeof story>) => person.reassessments.map(({ id }) => id).sort();

describe.each(TOPICS)('%s', (_name, a, b) => {
  it('is the same tasks in the same state when everything is delivered again', () => {
    fc.assert(
      fc.property(delivery(a, b), ({ order, again }) => {
        const once = story(...order, later(30));
        const twice = story(...order, ...again, ...order, later(30), later(30));
        expect(tasks(twice)).toEqual(tasks(once));
        expect(twice.state).toEqual(once.state);
      }),
      { seed: 20260103, numRuns: 60 },
    );
  });

  it('each reason belongs to one live task, in whatever order the topics are read', () => {
    fc.assert(
      fc.property(delivery(a, b), ({ order, again }) => {
        const person = story(...order, ...again, later(30));
        const live = person.reassessments.filter(({ status }) => status !== 'withdrawn');
        const reasons = live.flatMap(({ triggers }) => triggers.map(({ eventId }) => eventId));
        expect(reasons.length).toBeGreaterThan(0);
        expect(new Set(reasons).size).toBe(reasons.length);
        const known = new Set(story(...a, ...b, later(30)).state.reassessments.flatMap(reasonsOf));
        expect(new Set(reasons)).toEqual(known);
      }),
      { seed: 20260104, numRuns: 60 },
    );
  });
});

const reasonsOf = ({ triggers }: { readonly triggers: readonly { readonly eventId: string }[] }) =>
  triggers.map(({ eventId }) => eventId);
