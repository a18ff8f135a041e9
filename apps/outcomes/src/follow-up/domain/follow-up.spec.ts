import { given } from '@handrail/testing/decider';
import { followUps } from '../../testing/deciders.js';
import type { FollowUpFact } from './follow-up.js';
import { evolve } from './evolve.js';

/** Half an hour before midnight in New York: a day counted in UTC would be the next one. */
const DISCHARGED_AT = '2026-11-08T04:30:00Z';

const discharged = (change: object = {}): FollowUpFact => ({
  kind: 'stay-ended',
  eventId: 'discharge',
  stayId: 'stay',
  setting: 'withdrawal-management',
  disposition: 'completed',
  at: DISCHARGED_AT,
  recordedAt: DISCHARGED_AT,
  livesInElsewhere: false,
  ...change,
});
const attended = (at: string, eventId = 'session'): FollowUpFact => ({
  kind: 'attended',
  eventId,
  at,
});
const admitted = (setting: 'residential' | 'outpatient', at: string): FollowUpFact => ({
  kind: 'stay-started',
  eventId: 'admission',
  setting,
  at,
});

const takenBack = (eventId: string): FollowUpFact => ({ kind: 'fact-retracted', eventId });
const windowClosed: FollowUpFact = { kind: 'window-closed', followUpId: 'follow-up-7@0' };

const after = (...facts: readonly FollowUpFact[]) => given(followUps, ...facts).state.windows;
const statuses = (...facts: readonly FollowUpFact[]) => after(...facts).map(({ status }) => status);

describe('a discharge', () => {
  it('opens a window of 7 and one of 30 local days after its day', () => {
    expect(after(discharged()).map(({ days, dueAt }) => ({ days, dueAt }))).toEqual([
      { days: 7, dueAt: '2026-11-15T05:00:00.000Z' },
      { days: 30, dueAt: '2026-12-08T05:00:00.000Z' },
    ]);
  });

  it.each([
    ['from the emergency department', { setting: 'emergency' }],
    ['of someone who died', { disposition: 'died' }],
    ['of someone who lives in elsewhere already', { livesInElsewhere: true }],
    ['that is history when it is told', { recordedAt: '2026-12-08T04:30:01Z' }],
  ])('%s opens none', (_name, change) => {
    given(followUps).when(discharged(change)).thenIgnored('no-window-concerned');
  });

  it('told a second time opens no second pair', () => {
    given(followUps, discharged())
      .when(discharged({ eventId: 'again' }))
      .thenIgnored('no-window-concerned')
      .thenState({ windows: [{ status: 'open' }, { status: 'open' }] });
  });

  it('that is taken back cancels its windows', () => {
    given(followUps, discharged())
      .when(takenBack('discharge'))
      .then(
        { kind: 'window-dropped', followUpId: 'follow-up-7@0', as: 'cancelled' },
        { kind: 'window-dropped', followUpId: 'follow-up-30@0', as: 'cancelled' },
      );
    expect(statuses(discharged(), takenBack('discharge'))).toEqual(['cancelled', 'cancelled']);
  });
});

describe('follow-up', () => {
  it('does not count on the day of discharge', () => {
    expect(statuses(discharged(), attended('2026-11-08T04:45:00Z'))).toEqual(['open', 'open']);
  });

  it('counts from the next local day on', () => {
    expect(statuses(discharged(), attended('2026-11-08T05:15:00Z'))).toEqual(['met', 'met']);
  });

  it('counts up to the end of the last day', () => {
    expect(statuses(discharged(), attended('2026-11-15T04:59:00Z'))).toEqual(['met', 'met']);
    expect(statuses(discharged(), attended('2026-11-15T05:01:00Z'))).toEqual(['open', 'met']);
  });

  it('is also outpatient care that begins', () => {
    const began = admitted('outpatient', '2026-11-10T15:00:00Z');
    expect(statuses(discharged(), began)).toEqual(['met', 'met']);
  });

  it('that was reported before the discharge counts all the same', () => {
    expect(statuses(attended('2026-11-10T15:00:00Z'), discharged())).toEqual(['met', 'met']);
  });

  it('that is taken back opens the window again, unless other care met it too', () => {
    const session = attended('2026-11-10T15:00:00Z');
    given(followUps, discharged(), session)
      .when(takenBack('session'))
      .thenKinds('contact-forgotten', 'window-reopened', 'window-reopened')
      .thenState({ windows: [{ status: 'open' }, { status: 'open' }] });
    given(followUps, discharged(), attended('2026-11-11T15:00:00Z', 'other'), session)
      .when(takenBack('session'))
      .thenKinds('contact-forgotten')
      .thenState({ windows: [{ status: 'met' }, { status: 'met' }] });
  });
});

describe('a window that closes', () => {
  it('with nothing in it is missed', () => {
    given(followUps, discharged())
      .when(windowClosed)
      .then({
        kind: 'window-missed',
        followUpId: 'follow-up-7@0',
        dueAt: '2026-11-15T05:00:00.000Z',
      })
      .thenState({ windows: [{ status: 'missed' }, { status: 'open' }] });
  });

  it('after it was met changes nothing', () => {
    given(followUps, discharged(), attended('2026-11-10T15:00:00Z'))
      .when(windowClosed)
      .thenIgnored('no-window-concerned');
  });

  it('is met after all when the care is reported late', () => {
    const late = attended('2026-11-10T15:00:00Z');
    expect(statuses(discharged(), windowClosed, late)).toEqual(['met', 'met']);
  });
});

describe('an admission inside the window', () => {
  it('hands the clock to the last discharge', () => {
    const admission = admitted('residential', '2026-11-10T15:00:00Z');
    const again = discharged({ eventId: 'later', stayId: 'second', at: '2026-11-20T15:00:00Z' });
    expect(statuses(discharged(), admission, again)).toEqual([
      ...['superseded', 'superseded'],
      ...['open', 'open'],
    ]);
  });
});

describe('the life of a window', () => {
  it('refuses an event that its table does not know', () => {
    const { state } = given(followUps, discharged(), attended('2026-11-10T15:00:00Z'));
    const missed = { kind: 'window-missed', followUpId: 'follow-up-7@0', dueAt: '' } as const;
    expect(() => evolve(state, [missed])).toThrow(
      'window-missed leads no follow-up window from met to missed',
    );
  });
});
