import {
  eventId,
  day,
  rated,
  session,
  stayEnds,
  stayStarts,
  story,
  takenBack,
} from '../../testing/case-story.js';
import { careRequested } from '../../testing/reported-facts.js';
import { evidenceOf } from './evidence.js';
import { plusMinutes } from './instants.js';

const detox = 'withdrawal-management';

describe('a request for care (T0)', () => {
  it('opens a reassessment that a person answers within a day', () => {
    const person = story(careRequested(3));
    expect(person.only).toMatchObject({
      status: 'open',
      triggers: [{ kind: 'care-requested', request: { requestedBy: 'family', level: null } }],
      proposal: { level: null, mode: 'needs-human' },
      dueAt: plusMinutes(day(3), 1_440),
    });
  });

  it('is decided with fresh ratings, for what they say and not for the level asked for', () => {
    const person = story(rated(2), careRequested(3, { level: 'RES' }));
    expect(person.levels).toEqual(['IOP']);
    expect(person.only.used).toMatchObject({ requestedAt: day(3), placeFrom: null });
  });

  it('states facts of the person’s life, which newer ones replace', () => {
    const asked = careRequested(3, { context: { pregnant: true, housing: 'homeless' } });
    const person = story(rated(2, {}, { context: { housing: 'stable', region: 'boston' } }), asked);
    expect(person.only.used!.context).toEqual({
      pregnant: true,
      housing: 'homeless',
      region: 'boston',
    });
    expect(person.only.decision!.determination.supports).toContain('recovery-housing');
    const newer = story(asked, rated(3.5, {}, { context: { housing: 'stable' } }));
    expect(newer.only.used!.context).toEqual({ pregnant: true, housing: 'stable' });
  });

  it('joins a reassessment that waits, whose clocks then run from the request', () => {
    const person = story(careRequested(5), stayEnds(detox), rated(6.1));
    expect(person.only).toMatchObject({
      triggers: [{ kind: 'detox-completed' }, { kind: 'care-requested' }],
      used: { requestedAt: day(5) },
    });
    const later = story(stayEnds(detox), careRequested(7), rated(7.1));
    expect(later.only).toMatchObject({ triggers: [{}, {}], used: { requestedAt: day(6) } });
  });

  it('during a stay waits for its end and counts from when it was made', () => {
    const person = story(stayStarts(detox), careRequested(2));
    expect(person.reassessments).toEqual([]);
    person.when(rated(5.9), stayEnds(detox));
    expect(person.only.used!.requestedAt).toBe(day(2));
  });

  it('told after the level was decided moves the person forward in the line', () => {
    const person = story(stayStarts(detox), rated(5.9), stayEnds(detox));
    expect(person.only.decision!.used.requestedAt).toBe(day(6));
    person.when(careRequested(4, { recordedOn: 7 }));
    expect(person.only.decision!.used.requestedAt).toBe(day(4));
  });

  it('taken back withdraws what rested on it alone, before or after it comes', () => {
    const person = story(rated(2), careRequested(3), takenBack('request 3', 4));
    expect(person.only.status).toBe('withdrawn');
    const before = story(takenBack('request 3', 2), careRequested(3));
    expect(before.reassessments).toEqual([]);
    expect(before.verdict.decision).toMatchObject({ kind: 'superseded' });
    const joined = story(stayEnds(detox), careRequested(7), takenBack('request 7', 8));
    expect(joined.only).toMatchObject({ status: 'open', fallen: [{ kind: 'care-requested' }] });
  });

  it('twice is one fact, and of long ago opens nothing', () => {
    const person = story(careRequested(3)).when(careRequested(3));
    expect(person.happened).toEqual([]);
    expect(story(careRequested(1, { recordedOn: 40 })).reassessments).toEqual([]);
  });

  it('of the person breaks a silence; of a court does not', () => {
    const placeAndSilence = (by: 'self' | 'court') =>
      story(session(1, { attendance: 'attended' }), careRequested(30, { requestedBy: by })).wakeUps;
    expect(placeAndSilence('court')['silence']).toBe(day(91));
    expect(placeAndSilence('self')['silence']).not.toBe(day(91));
  });

  it('shows who asked as evidence, and the facts stated with it', () => {
    const person = story(careRequested(3, { context: { injecting: true } }));
    expect(evidenceOf(person.only, person.state)).toMatchObject([
      { item: 'injecting', value: true, standing: 'used', observedAt: day(3) },
      { item: 'care-requested', value: 'family', source: { eventId: eventId('request 3') } },
    ]);
  });
});
