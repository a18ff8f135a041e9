import {
  day,
  eventId,
  rated,
  repetition,
  session,
  signal,
  stayEnds,
  stayStarts,
  story,
  type Reported,
} from '../../testing/case-story.js';

const detox = 'withdrawal-management';
const YEARS_AGO = -4_900;

/** The kinds of all reasons, of all reassessments. */
const reasons = (person: ReturnType<typeof story>) =>
  person.reassessments.flatMap(({ triggers }) => triggers.map(({ kind }) => kind));

const reportedOn = ({ fact }: Reported, on: number): Reported =>
  'source' in fact
    ? { on, fact: { ...fact, source: { ...fact.source, recordedAt: day(on) } } as typeof fact }
    : { on, fact };

describe('what happened more than 30 days before it was told', () => {
  it.each([
    ['a completed detox', stayEnds(detox, { from: YEARS_AGO, to: YEARS_AGO + 5, recordedOn: 0 })],
    ['a residential stay', stayEnds('residential', { from: -90, to: -31, recordedOn: 0 })],
    [
      'leaving against advice',
      stayEnds(detox, { from: -40, to: -36, recordedOn: 0, disposition: 'against-advice' }),
    ],
    [
      'a transfer nobody saw arrive',
      stayEnds('residential', { from: -90, to: -40, recordedOn: 0, disposition: 'transferred' }),
    ],
    ['an overdose', reportedOn(signal('overdose', -31), 0)],
    ['a repetition', repetition(YEARS_AGO, { recordedOn: 0 })],
    ['a missed first session', session(-31, { recordedOn: 0 })],
  ])('%s opens nothing', (_name, report) => {
    expect(story(report).reassessments).toEqual([]);
    expect(story(report).when({ on: 1, fact: { kind: 'time-passed' } }).reassessments).toEqual([]);
  });

  it('and a day less opens what it always did', () => {
    expect(reasons(story(stayEnds(detox, { from: -40, to: -29.9, recordedOn: 0 })))).toEqual([
      'detox-completed',
    ]);
  });

  it('keeps nobody waiting: no wake-up is set for a silence or a transfer of long ago', () => {
    const started = stayStarts('outpatient', { from: YEARS_AGO, recordedOn: 0 });
    expect(story(started).wakeUps).toEqual({});
    const sentOn = stayEnds('residential', {
      ...{ from: -90, to: -40, recordedOn: 0, disposition: 'transferred' as const },
    });
    expect(story(sentOn).wakeUps).toEqual({});
  });

  it('does not keep a fresh repetition from counting', () => {
    const old = repetition(-33, { recordedOn: 0 });
    const fresh = repetition(-28, { recordedOn: 0 });
    for (const person of [story(old, fresh), story(fresh, old)])
      expect(person.only.triggers.map(({ eventId: id }) => id)).toEqual([
        eventId('repetition -28'),
      ]);
  });

  it('still stands in the case, for whoever looks', () => {
    const person = story(stayEnds(detox, { from: YEARS_AGO, to: YEARS_AGO + 5, recordedOn: 0 }));
    expect(person.state.stays).toMatchObject([{ end: { endedAt: day(YEARS_AGO + 5) } }]);
  });

  it('leaves the first day after it as it would be without it', () => {
    const today = [stayStarts(detox, { name: 'today', from: -4 }), rated(0.9)];
    const end = stayEnds(detox, { name: 'today', from: -4, to: 1 });
    const history = [
      stayEnds(detox, { name: 'old', from: YEARS_AGO, to: YEARS_AGO + 5, recordedOn: 0 }),
      reportedOn(signal('overdose', -400), 0),
      rated(YEARS_AGO + 5, {}, { recordedOn: 0 }),
    ];
    const without = story(...today, end).only;
    const after = story(...history, ...today, end).only;
    expect(after.triggers).toEqual(without.triggers);
    expect(after.decision?.used.requestedAt).toBe(without.decision?.used.requestedAt);
    expect(after.status).toBe('determined');
  });
});

describe('since when a person waits', () => {
  const end = stayEnds(detox, { from: 0, to: 6 });
  const since = (requestedAt: string) =>
    story(rated(5.9, {}, { context: { requestedAt } }), end).only.decision!.used.requestedAt;

  it('is the day of the reason where the request was made for something older', () => {
    expect(since(day(YEARS_AGO))).toBe(day(6));
    expect(since(day(2))).toBe(day(6));
  });

  it('is the day of the request where it came after', () => {
    const person = story(rated(5.9), end);
    person.when(rated(6.5, {}, { context: { requestedAt: day(6.4) }, recordedOn: 5.95 }));
    expect(person.only.decision!.used.requestedAt).toBe(day(6.4));
  });
});
