import {
  corrected,
  day,
  eventId,
  later,
  rated,
  signal,
  stayEnds,
  stayStarts,
  story,
  takenBack,
} from '../../testing/case-story.js';
import { plusMinutes } from './instants.js';

const detox = 'withdrawal-management';

describe('the other triggers', () => {
  it('leaving early asks a person to reach out within a day and places nothing (T4)', () => {
    const person = story(rated(5.9), stayEnds(detox, { disposition: 'against-advice' }));
    expect(person.only).toMatchObject({ status: 'open', proposal: { level: 'IOP' } });
    expect(person.only.proposal?.mode).toBe('needs-human');
    expect(person.only.dueAt).toBe(plusMinutes(day(6), 1440));
  });

  it('an overdose is due in four hours and offers medication when it was an opioid (T5)', () => {
    const person = story(signal('overdose', 3, { opioid: true }));
    expect(person.only.dueAt).toBe(plusMinutes(day(3), 240));
    person.when(rated(3.1));
    expect(person.only.decision?.determination.supports).toContain('medication-offer');
  });

  it('a review that is due is for a person (T9)', () => {
    const person = story(rated(29), signal('review-due', 30, { level: 'IOP' }));
    expect(person.only).toMatchObject({ status: 'open', used: { currentLevel: 'IOP' } });
  });

  it('a finished IOP steps down to outpatient care (T11)', () => {
    const low = { d3: 0, d4: 1, d5: 1 };
    const person = story(rated(55, low), stayEnds('intensive-outpatient', { to: 56 }));
    expect(person.only).toMatchObject({
      decision: { determination: { level: 'OP' } },
      used: { currentLevel: 'IOP' },
    });
  });

  it('somebody sent on who arrives in time needs nothing', () => {
    const moved = stayStarts('residential', { name: 'next', from: 7 });
    const person = story(stayEnds(detox, { disposition: 'transferred' }), moved, later(8));
    expect(person.reassessments).toEqual([]);
    expect(person.wakeUps).toEqual({ [`transfer:${eventId('stay')}`]: day(8) });
  });

  it('somebody sent on whom nobody sees arrive is looked for after 48 hours', () => {
    const person = story(stayEnds(detox, { disposition: 'transferred' }));
    expect(person.wakeUps).toEqual({ [`transfer:${eventId('stay')}`]: day(8) });
    person.when(later(8));
    expect(person.only).toMatchObject({ status: 'open', triggers: [{ kind: 'lost-contact' }] });
  });

  it('a correction never triggers and never takes back', () => {
    const person = story(rated(5.9), stayEnds(detox)).when(corrected('other'));
    expect(person.happened).toEqual([]);
    expect(person.levels).toEqual(['IOP']);
    const other = story(rated(5.9), stayEnds('other')).when(corrected(detox));
    expect(other.reassessments).toEqual([]);
  });

  it('a correction that came first stays when something else is taken back, and goes with its stay', () => {
    const corrections = story(corrected(detox)).when(takenBack('end of another', 7.1));
    expect(corrections.state.stays).toMatchObject([{ stayId: eventId('stay'), setting: detox }]);
    const gone = story(stayStarts('other'), corrected(detox)).when(takenBack('start of stay', 7.1));
    expect(gone.state.stays).toEqual([]);
  });
});
