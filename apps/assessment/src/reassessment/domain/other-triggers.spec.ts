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
} from '../../testing/case-story.js';
import { plusMinutes } from './instants.js';

const detox = 'withdrawal-management';

describe('the other triggers', () => {
  it('leaving early asks a person to reach out within a day and places nothing (T4)', () => {
    const told = story(rated(5.9), stayEnds(detox, { disposition: 'against-advice' }));
    expect(told.only).toMatchObject({ status: 'open', proposal: { level: 'IOP' } });
    expect(told.only.proposal?.mode).toBe('needs-human');
    expect(told.only.dueAt).toBe(plusMinutes(day(6), 1440));
  });

  it('an overdose is due in four hours and offers medication when it was an opioid (T5)', () => {
    const told = story(signal('overdose', 3, { opioid: true }));
    expect(told.only.dueAt).toBe(plusMinutes(day(3), 240));
    told.when(rated(3.1));
    expect(told.only.decision?.determination.supports).toContain('medication-offer');
  });

  it('a review that is due is for a person (T9)', () => {
    const told = story(rated(29), signal('review-due', 30, { level: 'IOP' }));
    expect(told.only).toMatchObject({ status: 'open', used: { currentLevel: 'IOP' } });
  });

  it('a finished IOP steps down to outpatient care (T11)', () => {
    const low = { d3: 0, d4: 1, d5: 1 };
    const told = story(rated(55, low), stayEnds('intensive-outpatient', { to: 56 }));
    expect(told.only).toMatchObject({
      decision: { determination: { level: 'OP' } },
      used: { currentLevel: 'IOP' },
    });
  });

  it('somebody sent on who arrives in time needs nothing', () => {
    const moved = stayStarts('residential', { name: 'next', from: 7 });
    const told = story(stayEnds(detox, { disposition: 'transferred' }), moved, later(8));
    expect(told.reassessments).toEqual([]);
    expect(told.wakeUps).toEqual({ [`transfer:${eventId('stay')}`]: day(8) });
  });

  it('somebody sent on whom nobody sees arrive is looked for after 48 hours', () => {
    const told = story(stayEnds(detox, { disposition: 'transferred' }));
    expect(told.wakeUps).toEqual({ [`transfer:${eventId('stay')}`]: day(8) });
    told.when(later(8));
    expect(told.only).toMatchObject({ status: 'open', triggers: [{ kind: 'lost-contact' }] });
  });

  it('a correction never triggers and never takes back', () => {
    const told = story(rated(5.9), stayEnds(detox)).when(corrected('other'));
    expect(told.happened).toEqual([]);
    expect(told.levels).toEqual(['IOP']);
    const other = story(rated(5.9), stayEnds('other')).when(corrected(detox));
    expect(other.reassessments).toEqual([]);
  });
});
