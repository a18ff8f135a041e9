import { MINUTE_MS } from '@handrail/domain';
import {
  day,
  later,
  rated,
  repetition,
  signal,
  stayEnds,
  stayStarts,
  stepDownPlanned,
  story,
  takenBack,
} from '../../testing/case-story.js';

const detox = 'withdrawal-management';

describe('one reassessment per person and crisis', () => {
  it('a trigger of the same days joins one that waits, as evidence', () => {
    const person = story(stayEnds(detox)).when(signal('overdose', 8));
    expect(person.only).toMatchObject({ status: 'open' });
    expect(person.only.triggers.map(({ kind }) => kind)).toEqual(['detox-completed', 'overdose']);
  });

  it('a trigger of another month does not', () => {
    const person = story(stayEnds(detox)).when(signal('overdose', 30));
    expect(person.reassessments).toHaveLength(2);
  });

  it('is told by the end of a stay, whichever trigger was first', () => {
    const person = story(signal('overdose', 4)).when(stayEnds(detox));
    expect(person.only.triggers[0]!.kind).toBe('detox-completed');
  });

  it('the same event again changes nothing', () => {
    const person = story(rated(5.9), stayEnds(detox)).when(stayEnds(detox));
    person.verdict.thenIgnored('already-known');
    expect(person.only.decisions).toBe(1);
  });

  it('another end of an ended stay changes nothing', () => {
    const person = story(rated(5.9), stayEnds(detox));
    const { on, fact } = stayEnds(detox, { to: 6.1 });
    const other = { ...fact, source: { ...(fact as { source: object }).source, eventId: 'other' } };
    person.when({ on, fact: other as typeof fact });
    person.verdict.thenIgnored('stay-already-ended');
  });

  it('late news of older days joins the newer decision and cannot lower it', () => {
    const person = story(rated(9.9, { d5: 3 }), repetition(10, { level: 'OP' }));
    person.when(stayEnds(detox, { to: 8, recordedOn: 10.5 }));
    expect(person.only.decision?.determination.level).toBe('PHP');
  });
});

describe('while a 24-hour stay is open', () => {
  it('nothing is decided but the step-down planned for it', () => {
    const person = story(stayStarts('residential'), rated(22), signal('overdose', 22.5));
    expect(person.reassessments).toEqual([]);
    person.when(stepDownPlanned(28, { on: 23 }));
    expect(person.reassessments[0]!.triggers[0]!.planned).toBe(true);
  });

  it('the end of another stay waits for its end too', () => {
    const person = story(stayStarts('residential', { name: 'house', from: 5 }), rated(5.9));
    person.when(stayEnds(detox));
    expect(person.reassessments).toEqual([]);
    person.when(rated(33), stayEnds('residential', { name: 'house', from: 5, to: 34 }));
    expect(person.reassessments.at(-1)!.triggers[0]!.kind).toBe('residential-step-down');
  });

  it('what waited is decided when the admission turns out to be a mistake', () => {
    const person = story(stayStarts('residential', { name: 'house', from: 5 }), rated(5.9));
    person.when(stayEnds(detox), takenBack('start of house', 7));
    expect(person.levels).toEqual(['IOP']);
  });
});

describe('a fact that is taken back (T10)', () => {
  it('withdraws the reassessment when no other trigger stands', () => {
    const person = story(rated(5.9), stayEnds(detox)).when(takenBack('end of stay', 7));
    expect(person.only).toMatchObject({ status: 'withdrawn', withdrawn: { at: day(7) } });
    expect(person.wakeUps).toEqual({});
  });

  it('leaves the reassessment when another trigger stands, and decides again without it', () => {
    const reports = ['end of first', 'end of stay'];
    const found = repetition(6, { pattern: 'second-detox', level: 'IOP', reports });
    const person = story(rated(5.9), stayEnds(detox), found);
    expect(person.levels).toEqual(['PHP']);
    person.when(takenBack('repetition 6', 7));
    expect(person.only).toMatchObject({ status: 'determined', decisions: 3 });
    expect(person.levels).toEqual(['IOP']);
    expect(person.only.fallen.map(({ kind }) => kind)).toEqual(['repeated-return-to-use']);
  });

  it('that was never told is remembered, and the fact is superseded when it comes', () => {
    const person = story(takenBack('end of stay', 5)).when(stayEnds(detox));
    person.verdict.thenSuperseded('retracted');
    expect(person.reassessments).toEqual([]);
  });

  it('told again after the cancel opens a new reassessment', () => {
    const person = story(rated(5.9), stayEnds(detox), takenBack('end of stay', 6.1));
    const again = stayEnds(detox, { to: 6.2 });
    const source = { ...(again.fact as { source: object }).source, eventId: 'second-end' };
    person.when({ ...again, fact: { ...again.fact, source } as typeof again.fact });
    expect(person.reassessments.map(({ status }) => status)).toEqual(['withdrawn', 'determined']);
  });

  it('decides again when the ratings it rests on were a mistake', () => {
    const person = story(rated(5.5, { d5: 3 }), rated(5.9), stayEnds(detox));
    expect(person.levels).toEqual(['IOP']);
    person.when(takenBack('ratings 5.9', 7));
    expect(person.levels).toEqual(['PHP']);
  });

  it('opens the decision again when nothing fresh is left to rest on', () => {
    const person = story(rated(5.9), stayEnds(detox)).when(takenBack('ratings 5.9', 7));
    expect(person.only).toMatchObject({ status: 'open', proposal: { level: null } });
  });
});

describe('death', () => {
  it('withdraws what waits, and nothing is opened any more', () => {
    const person = story(signal('overdose', 3));
    person.when(stayEnds('inpatient', { from: 3, to: 4, disposition: 'died' }));
    expect(person.only).toMatchObject({ status: 'withdrawn', withdrawn: { reason: 'died' } });
    person.when(repetition(4.5), later(9));
    expect(person.reassessments).toHaveLength(1);
    expect(person.wakeUps).toEqual({});
  });

  it('withdraws what was decided and may have given a place, in either order', () => {
    const detox = [rated(5.9), stayEnds('withdrawal-management')];
    const died = stayEnds('inpatient', { name: 'last', from: 7, to: 8, disposition: 'died' });
    const person = story(...detox, died);
    expect(person.only).toMatchObject({ status: 'withdrawn', withdrawn: { reason: 'died' } });
    expect(story(died, ...detox).reassessments).toEqual([]);
    person.when(takenBack('end of last', 9));
    expect(person.reassessments.map(({ status }) => status)).toEqual(['withdrawn', 'determined']);
  });

  it('leaves what was decided long ago to history, but never the newest decision', () => {
    const person = story(rated(5.9), stayEnds('withdrawal-management'));
    person.when(rated(199.9), stayEnds('residential', { name: 'second', from: 150, to: 200 }));
    const died = { name: 'last', from: 399, to: 400, disposition: 'died' as const };
    person.when(stayEnds('inpatient', died));
    expect(person.reassessments.map(({ status }) => status)).toEqual(['determined', 'withdrawn']);
  });

  it('told by mistake and taken back: what waited is there again', () => {
    const person = story(signal('overdose', 3));
    person.when(stayEnds('inpatient', { from: 3, to: 4, disposition: 'died' }));
    person.when(takenBack('end of stay', 5));
    expect(person.reassessments.map(({ status }) => status)).toEqual(['withdrawn', 'open']);
    expect(new Set(person.reassessments.map(({ id }) => id)).size).toBe(2);
  });
});

describe('due times', () => {
  it('passes once: overdue is told one time', () => {
    const person = story(stayEnds(detox)).when(later(6.2));
    expect(person.happened).toEqual(['became-overdue']);
    expect(person.only).toMatchObject({ status: 'overdue', overdueSince: day(6.2) });
    person.when(later(6.3));
    person.verdict.thenIgnored('nothing-due');
  });

  it('never overtakes the ratings that met it', () => {
    const person = story(stayEnds(detox), rated(6.1)).when(later(6.2));
    expect(person.only.status).toBe('determined');
  });

  it('is brought forward when an emergency becomes known', () => {
    const person = story(stayEnds(detox)).when(rated(6.01, { d3: 4 }));
    expect(person.only).toMatchObject({ status: 'open', proposal: { level: 'ACUTE' } });
    expect(Date.parse(person.only.dueAt) - Date.parse(day(6.01))).toBe(15 * MINUTE_MS);
  });
});
