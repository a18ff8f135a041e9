import type { ForecastPageAnswer } from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import { RunningScheduling } from '../../testing/running-scheduling.js';

jest.setTimeout(120_000);

describe('GET /v1/waitlist/forecast', () => {
  let scheduling: RunningScheduling;
  beforeAll(async () => {
    scheduling = await RunningScheduling.start({ HANDRAIL_FORECAST_EVERY_MINUTES: '0.005' });
  });
  afterAll(() => scheduling.stop());

  const forecast = async (query: string) =>
    (await scheduling.call<ForecastPageAnswer>(`/v1/waitlist/forecast?${query}`)).body;
  const daysFromNow = (at: string | null) =>
    Math.round((Date.parse(at!) - Date.now()) / 86_400_000);

  it('names the day a plan ends for the first in line, and why nobody can for others', async () => {
    const region = await scheduling.addProgram(2);
    const ask = (count: number, where = region) =>
      scheduling.decide(...Array.from({ length: count }, () => ({ context: { region: where } })));
    const placed = await scheduling.settled(await ask(2));
    const [program] = [placed[0]!.programId];
    // One plan ends in three weeks, one in nine.
    await scheduling.dataSource.query(
      `UPDATE timer SET due_at = now() + CASE WHEN name = $1 THEN interval '21 days' ELSE interval '63 days' END
       WHERE name LIKE 'plan:%'`,
      [`plan:${placed[1]!.id}`],
    );
    const waiting = await scheduling.settled([...(await ask(2)), ...(await ask(1, 'nowhere'))]);
    const { items, nextCursor } = await forecast('level=IOP');
    expect(nextCursor).toBeNull();
    expect(items.map(({ placementId }) => placementId).toSorted()).toEqual(
      waiting.map(({ id }) => id).toSorted(),
    );
    const [first, second] = items.filter(({ because }) => because === null);
    expect(daysFromNow(first!.likelyAt)).toBeLessThanOrEqual(21);
    expect(daysFromNow(first!.likelyAt)).toBeGreaterThan(10);
    expect(daysFromNow(second!.likelyAt)).toBeGreaterThan(21);
    expect(items.filter(({ because }) => because === 'no-matching-program')).toHaveLength(1);
    expect((await forecast(`level=IOP&region=${region}&limit=1`)).items).toEqual([first]);
    expect(program).toBe(region);
  });

  it('keeps what it said and shows how far it erred, beside a moving average', async () => {
    const kept = () =>
      scheduling.dataSource.query<Array<{ placement_id: string }>>(
        'SELECT placement_id FROM wait_forecast WHERE likely_at IS NOT NULL ORDER BY likely_at',
      );
    await eventually(async () => (await kept()).length >= 2, { what: 'forecasts to be kept' });
    const [first] = await kept();
    expect((await forecast('')).errors).toEqual([]);
    // As if it had been said 40 days ago: a place in 10 days, by the moving average in 30. It came now.
    await scheduling.dataSource.query(
      `UPDATE wait_forecast SET made_at = now() - interval '40 days', made_on = made_on - 40,
         likely_at = now() - interval '6 days', average_at = now() + interval '9 days'
       WHERE placement_id = $1`,
      [first!.placement_id],
    );
    await scheduling.dataSource.query('UPDATE placement SET confirmed_at = now() WHERE id = $1', [
      first!.placement_id,
    ]);
    const { errors } = await forecast('');
    expect(errors).toEqual([
      { level: 'IOP', measured: 1, errorDays: 6, movingAverageErrorDays: 9 },
    ]);
  });

  it('refuses what it cannot filter by, and names what it takes', async () => {
    const { status, text } = await scheduling.call('/v1/waitlist/forecast?level=ACUTE');
    expect(status).toBe(400);
    expect(text).toContain('LTS, OP, IOP, PHP, RES, WM');
  });
});
