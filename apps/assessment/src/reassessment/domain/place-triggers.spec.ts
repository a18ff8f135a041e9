import fc from 'fast-check';
import type { DischargeDisposition, Setting } from '@handrail/domain';
import {
  day,
  later,
  rated,
  session,
  stayEnds,
  stayStarts,
  story,
  takenBack,
  type Reported,
} from '../../testing/case-story.js';
import {
  notStarted,
  placeEnds,
  placeGiven,
  sessionsPlanned,
} from '../../testing/reported-places.js';
import { planRanOut } from '../../testing/reported-facts.js';
import { needsOutreach } from './flags.js';
import { plusMinutes } from './instants.js';

const iop = 'intensive-outpatient';
const placed = placeGiven(2, { from: 4 });
const planned = sessionsPlanned(2, [4, 86]);
const stays = (disposition: DischargeDisposition, more: object = {}, setting: Setting = iop) =>
  stayEnds(setting, { name: 'program', from: 4, to: 20, disposition, ...more });

type Story = ReturnType<typeof story>;
const live = ({ reassessments }: Story) =>
  reassessments.filter(({ status }) => status !== 'withdrawn');
const standing = (person: Story) =>
  live(person).map(({ status, triggers }) => [
    status,
    ...triggers.map(({ kind, type }) => `${kind} ${type.split('.')[2]}`),
  ]);

/** Every order of these facts, each told twice, as of one day. */
const inAnyOrder = (facts: readonly Reported[], on: number, check: (person: Story) => void) => {
  const known = facts.map(({ fact }): Reported => ({ on, fact }));
  const order = fc.shuffledSubarray([...known, ...known], { minLength: known.length * 2 });
  fc.assert(
    fc.property(order, (reports) => check(story(...reports, later(on)))),
    { seed: 20261127, numRuns: 100 },
  );
};

describe('a place nobody came to (T6)', () => {
  it('asks for outreach within three days, while it is still kept', () => {
    const person = story(placed, planned, notStarted(11, { from: 4 }));
    expect(standing(person)).toEqual([['open', 'missed-sessions placement-not-started']]);
    expect(person.only.dueAt).toBe(plusMinutes(day(11), 72 * 60));
    expect([needsOutreach(person.only), person.only.proposal?.mode]).toEqual([true, 'needs-human']);
  });

  it('is one task when it is given away while somebody still reaches out', () => {
    const gone = placeEnds(25, 'never-came');
    const person = story(placed, planned, notStarted(11, { from: 4 }), gone);
    expect(standing(person)).toEqual([
      ['open', 'missed-sessions placement-not-started', 'missed-sessions placement-completed'],
    ]);
  });

  it('given away without a word before is a task of its own', () => {
    const person = story(placed, placeEnds(25, 'never-came'));
    expect(standing(person)).toEqual([['open', 'missed-sessions placement-completed']]);
  });

  it.each<[string, Reported]>([
    ['was at a session', session(4, { attendance: 'attended', recordedOn: 12 })],
    ['was there, as its stay says', stayStarts(iop, { name: 'program', from: 3, recordedOn: 12 })],
    ['begins on another day', placeGiven(12, { from: 14, again: ' moved' })],
  ])('asks nobody when the person %s, whichever comes first', (_name, more) => {
    const facts = [placed, planned, notStarted(11, { from: 4 }), more];
    inAnyOrder(facts, 13, (person) => expect(standing(person)).toEqual([]));
  });
});

describe('a place that was left (T4)', () => {
  it.each([
    ['left', 'IOP', 72],
    ['discharged', 'PHP', 72],
    ['left', 'RES', 24],
  ] as const)('as %s, of %s: outreach within %i hours', (reason, level, hours) => {
    const person = story(placeGiven(2, { level }), placeEnds(20, reason, { level }));
    expect(standing(person)).toEqual([['open', 'left-early placement-completed']]);
    expect(person.only.dueAt).toBe(plusMinutes(day(20), hours * 60));
    expect(person.only.proposal?.mode).toBe('needs-human');
  });

  it.each(['transferred', 'died', 'incarcerated', 'went-elsewhere'])(
    'as %s asks nobody',
    (reason) => {
      expect(story(placed, placeEnds(20, reason)).reassessments).toEqual([]);
    },
  );

  it.each<[string, readonly Reported[], unknown]>([
    [
      'and the stay there, too: one task',
      [placed, stays('against-advice'), placeEnds(20.1, 'left')],
      [['open', 'left-early stay-ended', 'left-early placement-completed']],
    ],
    [
      'of residential care, and the stay there, too: one task',
      [
        placeGiven(2, { level: 'RES' }),
        stays('administrative', {}, 'residential'),
        placeEnds(20.1, 'discharged', { level: 'RES' }),
      ],
      [['open', 'left-early stay-ended', 'left-early placement-completed']],
    ],
    [
      'while the stay there was completed: what comes next is asked alone',
      [placed, stays('completed'), placeEnds(20.1, 'left')],
      [['open', 'program-completed stay-ended']],
    ],
    [
      'and the stay of weeks before at another level: two tasks',
      [placed, stays('against-advice', { to: 10 }, 'outpatient'), placeEnds(20.1, 'left')],
      [
        ['open', 'left-early stay-ended'],
        ['open', 'left-early placement-completed'],
      ],
    ],
    [
      'and given again because the stay never ended: no task',
      [
        placed,
        stays('against-advice'),
        placeEnds(20.1, 'left'),
        takenBack('end of program', 21),
        placeGiven(21, { again: ' again' }),
      ],
      [],
    ],
  ])('%s, in every order', (_name, facts, expected) => {
    const sorted = (all: unknown) => (all as unknown[][]).toSorted();
    inAnyOrder(facts, 22, (person) => expect(sorted(standing(person))).toEqual(sorted(expected)));
  });
});

describe('a plan that ends soon (T11 ahead of time)', () => {
  const attended = (on: number) => session(on, { attendance: 'attended' });
  const open = [placed, planned, attended(70)];
  const review = 'review-due sessions-scheduled';

  it('is asked about two weeks before its last session, by a timer, from the level that is held', () => {
    const person = story(...open);
    expect(person.wakeUps).toMatchObject({ [`plan-ends:${iopId}`]: day(72) });
    expect(person.when(later(71.9)).reassessments).toEqual([]);
    person.when(rated(71.95), later(72));
    expect(standing(person)).toEqual([['open', review]]);
    expect(person.only).toMatchObject({
      used: { currentLevel: 'IOP', placeFrom: null },
      proposal: { mode: 'needs-human' },
    });
    expect(person.when(later(73), later(80)).reassessments).toHaveLength(1);
  });

  it('and its end itself joins what was asked, in whatever order', () => {
    const over = planRanOut(86.5);
    const person = story(...open, later(72), attended(80), over);
    expect(standing(person)).toEqual([['open', review, 'program-completed placement-completed']]);
    inAnyOrder([...open, attended(80), over], 87, (known) => expect(live(known)).toHaveLength(1));
  });

  it('is asked about again when it goes on, and what was asked stands', () => {
    const extended = sessionsPlanned(74, [4, 114], { again: ' extended' });
    const person = story(...open, later(72), extended, attended(83));
    expect(standing(person)).toEqual([['open', review]]);
    expect(person.wakeUps).toMatchObject({ [`plan-ends:${iopId}`]: day(100) });
    person.when(attended(95), later(100));
    expect(standing(person)).toEqual([
      ['overdue', review],
      ['open', review],
    ]);
  });

  it('waits for the same person when the program says that it was completed', () => {
    const ends = stays('completed', { to: 82, recordedOn: 82 });
    const person = story(...open, later(72), attended(80), ends);
    expect(standing(person)).toEqual([['open', 'program-completed stay-ended', review]]);
  });

  it('is not asked about where its end moved away before', () => {
    const moved = sessionsPlanned(10, [11, 93], { again: ' moved' });
    const person = story(placed, planned, moved, attended(70), later(73));
    expect(standing(person)).toEqual([]);
  });

  it('is not asked about when the place ended before', () => {
    const gone = placeEnds(50, 'transferred');
    const person = story(placed, planned, attended(49), gone, later(73));
    expect(person.reassessments).toEqual([]);
    expect(person.wakeUps).not.toHaveProperty([`plan-ends:${iopId}`]);
  });

  it.each(['LTS', 'RES', 'WM'] as const)('has no end in %s', (level) => {
    const person = story(placeGiven(2, { level }), planned, later(73));
    expect(standing(person).flat()).not.toContain(review);
  });
});

const iopId = 'placementId' in placed.fact ? placed.fact.placementId : '';
