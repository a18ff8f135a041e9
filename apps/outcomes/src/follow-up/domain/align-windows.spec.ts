import {
  admitted,
  after,
  attended,
  discharged,
  DISCHARGED_AT,
  statuses,
  takenBack,
  windowClosed,
  type Report,
} from '../../testing/follow-up-reports.js';

describe('a discharge that is corrected', () => {
  const corrected = (change: object, now?: string): Report => ({
    care: {
      ...{ kind: 'stay-corrected', stayId: 'stay', setting: 'withdrawal-management' },
      ...{ startedAt: null, endedAt: DISCHARGED_AT, disposition: 'completed', ...change },
    },
    fact: { kind: 'stays-known' },
    now,
  });

  it('moves its windows with its day', () => {
    const later = corrected({ endedAt: '2026-11-10T15:00:00Z' });
    expect(
      after(discharged(), later).map(({ status, dueAt }) => `${status} until ${dueAt}`),
    ).toEqual([
      'cancelled until 2026-11-15T05:00:00.000Z',
      'cancelled until 2026-12-08T05:00:00.000Z',
      'open until 2026-11-18T05:00:00.000Z',
      'open until 2026-12-11T05:00:00.000Z',
    ]);
    // Care between the two days counted for the first one only.
    const between = attended('2026-11-09T15:00:00Z');
    expect(statuses(discharged(), between, later).slice(2)).toEqual(['open', 'open']);
  });

  it('has none where it was never care round the clock', () => {
    const outpatient = corrected({ setting: 'outpatient' });
    expect(statuses(discharged(), outpatient)).toEqual(['cancelled', 'cancelled']);
  });

  it('and told anew after the person was admitted again opens windows of its own', () => {
    const admission = admitted('residential', '2026-11-10T15:00:00Z');
    const anew = discharged({ eventId: 'anew', at: '2026-11-08T20:00:00Z' });
    const reports = [discharged(), admission, takenBack('discharge'), anew];
    expect(statuses(...reports)).toEqual(['superseded', 'superseded']);
    expect(statuses(...reports, takenBack('start of second'))).toEqual([
      ...['superseded', 'superseded'],
      ...['open', 'open'],
    ]);
  });
});

describe('what is long over', () => {
  it('stays as it was when the person dies', () => {
    const death = discharged({
      ...{ eventId: 'death', stayId: 'ward', setting: 'emergency', disposition: 'died' },
      at: '2027-10-09T15:00:00Z',
    });
    expect(statuses(discharged(), windowClosed, death)).toEqual(['missed', 'open']);
    expect(statuses(death, discharged())).toEqual(['open', 'open']);
  });

  it('is not opened again by an admission that is taken back a year later', () => {
    const admission = admitted('residential', '2026-11-10T15:00:00Z');
    const fell = { ...takenBack('start of second'), now: '2027-11-10T15:00:00Z' };
    expect(statuses(discharged(), admission, fell)).toEqual(['superseded', 'superseded']);
  });
});
