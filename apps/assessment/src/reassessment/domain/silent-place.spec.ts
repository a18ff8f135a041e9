import fc from 'fast-check';
import {
  day,
  eventId,
  later,
  rated,
  session,
  stayEnds,
  stayStarts,
  story,
  type Reported,
} from '../../testing/case-story.js';
import { placeEnds, placeGiven, sessionsPlanned } from '../../testing/reported-places.js';

const iop = 'intensive-outpatient';
const place = [placeGiven(2, { from: 4 }), sessionsPlanned(2, [4, 86])];
const silence = `silence:${eventId('iop')}`;
const arrived = stayStarts(iop, { name: 'program', from: 4 });
const attended = (on: number, more: object = {}) =>
  session(on, { attendance: 'attended', ...more });

const lost = ({ reassessments }: ReturnType<typeof story>) =>
  reassessments
    .filter(({ status }) => status !== 'withdrawn')
    .flatMap(({ triggers }) => triggers.filter(({ kind }) => kind === 'lost-contact'))
    .map(({ occurredAt }) => occurredAt);

describe('a person with a place nobody hears from (T7)', () => {
  it('for three weeks: a person looks', () => {
    const person = story(...place, arrived);
    expect(person.wakeUps).toMatchObject({ [silence]: day(25) });
    expect(person.when(later(24.9)).reassessments).toEqual([]);
    person.when(later(25));
    expect(person.only).toMatchObject({ status: 'open', proposal: { mode: 'needs-human' } });
    expect(lost(person)).toEqual([day(25)]);
  });

  it('is asked about once, and not once more after ninety days', () => {
    const person = story(...place, arrived, later(25), later(94));
    expect(lost(person)).toEqual([day(25)]);
    expect(person.wakeUps).not.toHaveProperty('silence');
  });

  it('any sign of life begins the three weeks again', () => {
    const person = story(...place, arrived, rated(20), later(25));
    expect(lost(person)).toEqual([]);
    expect(person.wakeUps).toMatchObject({ [silence]: day(41) });
  });

  it('has attended no session for two weeks, where the program tells of them', () => {
    const person = story(...place, attended(4), attended(9), session(11), rated(15));
    expect(person.wakeUps).toMatchObject({ [silence]: day(23) });
    expect(lost(person.when(later(23)))).toEqual([day(23)]);
  });

  it('and came after all, as is told late, is not missed', () => {
    const person = story(...place, attended(4), later(18));
    expect(lost(person)).toEqual([day(18)]);
    expect(lost(person.when(attended(14, { recordedOn: 19 })))).toEqual([]);
  });

  it('lives in a facility meanwhile is not missed, and is from the day they leave it', () => {
    const hospital = { name: 'hospital', from: 10 };
    const person = story(...place, attended(4), stayStarts('inpatient', hospital), later(18));
    expect(lost(person)).toEqual([]);
    person.when(stayEnds('inpatient', { ...hospital, to: 20, disposition: 'transferred' }));
    expect(person.wakeUps).toMatchObject({ [silence]: day(34) });
  });

  it('has lost the place before is not missed there', () => {
    const person = story(...place, attended(4), placeEnds(15, 'transferred'), later(18));
    expect(lost(person)).toEqual([]);
    expect(person.wakeUps).not.toHaveProperty([silence]);
  });

  it.each(['RES', 'LTS'] as const)('of %s has no sessions to be missed at', (level) => {
    expect(story(placeGiven(2, { level }), rated(3)).wakeUps).toEqual({});
  });

  it('has not come yet is not missed by this: scheduling tells that nobody came', () => {
    expect(story(...place, rated(0)).wakeUps).not.toHaveProperty([silence]);
  });

  it('is missed at the same time in whatever order it is told', () => {
    const facts = [...place, arrived, attended(4), attended(9), session(11), rated(12)].map(
      ({ fact }): Reported => ({ on: 30, fact }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray([...facts, ...facts], { minLength: 14 }), (reports) => {
        expect(lost(story(...reports, later(30)))).toEqual([day(23)]);
      }),
      { seed: 20261127, numRuns: 100 },
    );
  });
});
