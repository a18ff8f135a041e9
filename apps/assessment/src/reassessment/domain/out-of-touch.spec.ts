import {
  day,
  eventId,
  later,
  rated,
  session,
  stayEnds,
  stayStarts,
  story,
  takenBack,
} from '../../testing/case-story.js';
import { plusMinutes } from './instants.js';

const iop = 'intensive-outpatient';
const kinds = (person: ReturnType<typeof story>) =>
  person.only.triggers.map(({ kind, eventId: id }) => [kind, id]);

describe('missed sessions (T6)', () => {
  it('nobody comes to the first session: somebody reaches out, and nothing is placed', () => {
    const person = story(rated(1), session(2));
    expect(kinds(person)).toEqual([['missed-sessions', eventId('session 2')]]);
    expect(person.only).toMatchObject({ status: 'open', proposal: { mode: 'needs-human' } });
    expect(person.only.dueAt).toBe(plusMinutes(day(2), 4320));
  });

  it('one miss after a good start is nobody’s task', () => {
    const person = story(session(1, { attendance: 'attended' }), session(3));
    expect(person.reassessments).toEqual([]);
  });

  it('two misses in a week are, by the second of them', () => {
    const person = story(session(1, { attendance: 'attended' }), session(3), session(8));
    expect(kinds(person)).toEqual([['missed-sessions', eventId('session 8')]]);
  });

  it('two misses more than a week apart are not', () => {
    const person = story(session(1, { attendance: 'attended' }), session(3), session(10.5));
    expect(person.reassessments).toEqual([]);
  });

  it('a third miss joins the same task', () => {
    const good = session(1, { attendance: 'attended' });
    const person = story(good, session(3), session(5), session(8));
    expect(kinds(person)).toEqual([
      ['missed-sessions', eventId('session 5')],
      ['missed-sessions', eventId('session 8')],
    ]);
  });

  it('excused and cancelled sessions are no misses', () => {
    const good = session(1, { attendance: 'attended' });
    const excused = session(3, { attendance: 'excused' });
    const person = story(good, excused, session(4, { attendance: 'cancelled' }), session(5));
    expect(person.reassessments).toEqual([]);
  });

  it('a miss that was corrected asks for nothing any more', () => {
    const person = story(session(2));
    person.when(session(2, { attendance: 'attended', recordedOn: 3, again: ' corrected' }));
    expect(person.only).toMatchObject({ status: 'withdrawn' });
  });

  it('a miss that is taken back asks for nothing any more', () => {
    const person = story(session(2)).when(takenBack('session 2', 3));
    expect(person.only).toMatchObject({ status: 'withdrawn' });
  });

  it('misses are counted by session, in whatever order they are told', () => {
    const good = session(1, { attendance: 'attended' });
    const [early, late] = [session(3, { recordedOn: 9 }), session(8)];
    expect(kinds(story(good, late, early))).toEqual(kinds(story(good, early, late)));
  });
});

describe('nobody has heard from a person (T7)', () => {
  const came = session(1, { attendance: 'attended' });

  it('for ninety days: a person looks before anything is closed', () => {
    const person = story(came);
    expect(person.wakeUps).toEqual({ silence: day(91) });
    expect(person.when(later(90.9)).reassessments).toEqual([]);
    person.when(later(91));
    expect(person.only).toMatchObject({
      status: 'open',
      triggers: [{ kind: 'lost-contact', occurredAt: day(91) }],
      proposal: { mode: 'needs-human' },
    });
  });

  it('any contact begins the ninety days again', () => {
    const person = story(came, session(50, { attendance: 'attended' }));
    expect(person.wakeUps).toMatchObject({ silence: day(140) });
    expect(person.when(later(91)).reassessments).toEqual([]);
  });

  it('a contact that is told late takes the silence back', () => {
    const person = story(came, later(91)).when(rated(40, {}, { recordedOn: 92 }));
    expect(person.only).toMatchObject({ status: 'withdrawn' });
  });

  it('a contact after it leaves the task to a person', () => {
    const person = story(came, later(91)).when(session(95, { attendance: 'attended' }));
    expect(person.only).toMatchObject({ status: 'open' });
  });

  it('the same silence is one task, however often the clock is looked at', () => {
    const person = story(came, later(91), later(92), later(120));
    expect(person.reassessments).toHaveLength(1);
    expect(person.wakeUps).not.toHaveProperty('silence');
  });

  it('who is in no care from home is not missed', () => {
    expect(story(rated(1)).wakeUps).toEqual({});
    expect(story(stayStarts('residential')).wakeUps).toEqual({});
    expect(story(stayStarts(iop)).wakeUps).toEqual({ silence: day(90) });
    expect(story(rated(55), came, stayEnds(iop, { to: 56 })).wakeUps).not.toHaveProperty('silence');
  });

  it('who lives in a facility meanwhile is not missed', () => {
    const person = story(came, stayStarts('residential', { name: 'other', from: 30 }));
    expect(person.when(later(125)).reassessments).toEqual([]);
  });
});
