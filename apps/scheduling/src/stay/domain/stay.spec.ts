import { freeFrom, livesIn, NEVER, type KnownStay, type StayHistory } from './stay.js';

const stay = (stayId: string, startedAt: string, more: Partial<KnownStay> = {}): KnownStay => ({
  ...{ stayId, facility: 'lakeside', setting: 'withdrawal-management', plan: null, end: null },
  start: { eventId: `start of ${stayId}`, startedAt },
  ...more,
});
const ended = (endedAt: string) => ({
  end: { eventId: 'end', endedAt, disposition: 'completed' as const },
});
const history = (...stays: readonly KnownStay[]): StayHistory => ({ stays, retracted: [] });
const NOW = '2026-11-28T09:00:00.000Z';

describe('where a person lives', () => {
  const today = stay('today', '2026-11-23T09:00:00.000Z', ended('2026-11-28T08:00:00.000Z'));
  const asked = (...stays: readonly KnownStay[]) => freeFrom(history(...stays), NOW);

  it('is in an open stay, and nowhere after a later one of the same kind', () => {
    expect(asked(stay('open', '2026-11-20T09:00:00.000Z'))).toBe(NEVER);
    expect(asked(stay('open', '2026-11-20T09:00:00.000Z'), today)).toBeNull();
    expect(asked(stay('open', '2013-04-01T09:00:00.000Z'), today)).toBeNull();
  });

  it('is in one of another kind for a year at most', () => {
    const residential = { setting: 'residential' as const };
    expect(asked(stay('open', '2026-10-01T09:00:00.000Z', residential), today)).toBe(NEVER);
    expect(asked(stay('open', '2013-04-01T09:00:00.000Z', residential))).toBeNull();
    expect(
      livesIn(history(stay('open', '2026-10-01T09:00:00.000Z', residential)), NOW),
    ).toHaveLength(1);
  });
});
