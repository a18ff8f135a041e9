import {
  decideFollowUps,
  evolveFollowUps,
  noFollowUps,
  type FollowUpEvent,
  type FollowUpFact,
} from './follow-up.js';

const numbers = { windowDays: [7, 30], timeZone: 'America/New_York', historyAfterDays: 30 };

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

function given(...facts: readonly FollowUpFact[]) {
  let state = noFollowUps;
  let last: readonly FollowUpEvent[] = [];
  facts.forEach((fact, at) => {
    last = decideFollowUps(state, fact, numbers, (purpose) => `${purpose}@${at}`);
    state = last.reduce(evolveFollowUps, state);
  });
  return { last, statuses: state.windows.map(({ status }) => status), state };
}

describe('a discharge', () => {
  it('opens a window of 7 and one of 30 local days after its day', () => {
    const { state } = given(discharged());
    expect(state.windows.map(({ days, dueAt }) => ({ days, dueAt }))).toEqual([
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
    expect(given(discharged(change)).statuses).toEqual([]);
  });

  it('told a second time opens no second pair', () => {
    expect(given(discharged(), discharged({ eventId: 'again' })).statuses).toEqual([
      'open',
      'open',
    ]);
  });

  it('that is taken back cancels its windows', () => {
    const facts = [discharged(), { kind: 'fact-retracted', eventId: 'discharge' } as const];
    expect(given(...facts).statuses).toEqual(['cancelled', 'cancelled']);
  });
});

describe('follow-up', () => {
  it('does not count on the day of discharge', () => {
    expect(given(discharged(), attended('2026-11-08T04:45:00Z')).statuses).toEqual([
      'open',
      'open',
    ]);
  });

  it('counts from the next local day on', () => {
    expect(given(discharged(), attended('2026-11-08T05:15:00Z')).statuses).toEqual(['met', 'met']);
  });

  it('counts up to the end of the last day', () => {
    expect(given(discharged(), attended('2026-11-15T04:59:00Z')).statuses).toEqual(['met', 'met']);
    expect(given(discharged(), attended('2026-11-15T05:01:00Z')).statuses).toEqual(['open', 'met']);
  });

  it('is also outpatient care that begins', () => {
    const facts = [discharged(), admitted('outpatient', '2026-11-10T15:00:00Z')];
    expect(given(...facts).statuses).toEqual(['met', 'met']);
  });

  it('that was reported before the discharge counts all the same', () => {
    expect(given(attended('2026-11-10T15:00:00Z'), discharged()).statuses).toEqual(['met', 'met']);
  });

  it('that is taken back opens the window again, unless other care met it too', () => {
    const facts = [
      discharged(),
      attended('2026-11-10T15:00:00Z'),
      { kind: 'fact-retracted', eventId: 'session' } as const,
    ];
    expect(given(...facts).statuses).toEqual(['open', 'open']);
    const twice = [discharged(), attended('2026-11-11T15:00:00Z', 'other'), ...facts.slice(1)];
    expect(given(...twice).statuses).toEqual(['met', 'met']);
  });
});

describe('a window that closes', () => {
  const closed: FollowUpFact = { kind: 'window-closed', followUpId: 'follow-up-7@0' };

  it('with nothing in it is missed', () => {
    const { last, statuses } = given(discharged(), closed);
    expect(last).toEqual([
      {
        kind: 'window-missed',
        followUpId: 'follow-up-7@0',
        dueAt: '2026-11-15T05:00:00.000Z',
      },
    ]);
    expect(statuses).toEqual(['missed', 'open']);
  });

  it('after it was met changes nothing', () => {
    expect(given(discharged(), attended('2026-11-10T15:00:00Z'), closed).last).toEqual([]);
  });

  it('is met after all when the care is reported late', () => {
    const late = attended('2026-11-10T15:00:00Z');
    expect(given(discharged(), closed, late).statuses).toEqual(['met', 'met']);
  });
});

describe('an admission inside the window', () => {
  it('hands the clock to the last discharge', () => {
    const again = discharged({ eventId: 'later', stayId: 'second', at: '2026-11-20T15:00:00Z' });
    const { statuses } = given(
      discharged(),
      admitted('residential', '2026-11-10T15:00:00Z'),
      again,
    );
    expect(statuses).toEqual(['superseded', 'superseded', 'open', 'open']);
  });
});
