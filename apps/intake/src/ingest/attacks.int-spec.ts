import { adt, event, somebody, somewhere } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log. The numbers are those of docs/security.md.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

/** Sends HL7 and answers what its sender reads, and what became of it. */
async function sent(trigger: string, mrn: string, more: Partial<Parameters<typeof adt>[1]> = {}) {
  const answer = await intake.hl7(adt(trigger, { control: `${trigger}${mrn}`, mrn, ...more }));
  const [message] = await intake.messages('limit=1');
  const { disposition, reason, problems } = message!;
  return {
    acknowledged: /MSA\|(\w\w)/.exec(answer)?.[1],
    became: `${disposition}: ${reason}`,
    problems: problems.map(({ path }) => path),
  };
}
const merged = (retired: string) => ({ more: [`MRG|${retired}^^^LAKE&1.2.3&ISO^MR`] });
const numbered = (value: string) => ({ system: 'urn:oid:1.2.3', value });
const inHours = (hours: number) =>
  new Date(Date.now() + hours * 3_600_000).toISOString().replaceAll(/[-:T]|\.\d+Z/g, '');

describe('what a hospital may send by mistake or on purpose', () => {
  it('attack 20: names that are turned round, of another script, piled up or endless are kept within limits, or refused', async () => {
    for (const family of ['\u202Enosredna', 'Аndеrsоn', `Z${'\u0301'.repeat(200)}`]) {
      const person = { ...somebody(), name: { family, given: ['Rowan'] } };
      const stay = { ...somewhere() };
      const [id] = await intake.send(
        event('stay-started', { person, stay, startedAt: '2026-11-07T09:00:00Z' }),
      );
      expect((await intake.message(id!)).disposition).toBe('applied');
      expect((await intake.person(person.identifiers[0]!))!.name).toEqual(person.name);
    }
    const endless = { ...somebody(), name: { family: 'a'.repeat(1_000_000), given: [] } };
    const refused = await intake.event(
      event('stay-started', {
        ...{ person: endless, stay: somewhere(), startedAt: '2026-11-07T09:00:00Z' },
      }),
    );
    expect(refused.status).toBe(400);
    expect(refused.text.length).toBeLessThan(2_000);
    expect(await intake.person(endless.identifiers[0]!)).toBeUndefined();
  });

  it('attack 41: an admission after its discharge, cancellations of nothing, merges in a circle and a far day end with a reason', async () => {
    expect(await sent('A03', 'LATE', { at: '20261107120000+0000' })).toMatchObject({
      ...{ acknowledged: 'AA', became: 'applied: stay-ended' },
    });
    expect(await sent('A01', 'LATE', { at: '20261106120000+0000' })).toMatchObject({
      ...{ acknowledged: 'AA', became: 'applied: stay-corrected' },
    });
    const [late] = (await intake.person(numbered('LATE')))!.stays;
    expect(late).toMatchObject({
      ...{ startedAt: '2026-11-06T12:00:00.000Z', endedAt: '2026-11-07T12:00:00.000Z' },
    });
    for (const trigger of ['A11', 'A13'])
      expect(await sent(trigger, `NOBODY${trigger}`)).toMatchObject({
        ...{ acknowledged: 'AA', became: 'parked: no-such-visit' },
      });
    await sent('A01', 'ROUND1');
    await sent('A01', 'ROUND2');
    const circle = [
      await sent('A40', 'ROUND1', merged('ROUND2')),
      await sent('A40', 'ROUND2', merged('ROUND1')),
      await sent('A40', 'ROUND1', merged('ROUND1')),
    ];
    expect(circle.map(({ acknowledged }) => acknowledged)).toEqual(['AA', 'AA', 'AA']);
    const [first, second] = await Promise.all(
      ['ROUND1', 'ROUND2'].map((value) => intake.person(numbered(value))),
    );
    expect(first!.id).toBe(second!.id);
    expect(await sent('A08', 'FAR', { pv1: { 44: '29990101' } })).toMatchObject({
      ...{ acknowledged: 'AA', problems: ['PV1^1^44'] },
    });
    expect((await intake.call('/health/ready')).status).toBe(200);
  });

  it('attack 52: a sender whose clock is a day ahead is taken, with a warning, by when it came', async () => {
    const ahead = await sent('A03', 'AHEAD', { at: inHours(25) });
    expect(ahead).toMatchObject({ acknowledged: 'AA', became: 'applied: stay-ended' });
    expect(ahead.problems).toEqual(['MSH^1^7', 'EVN^1^2']);
    const [stay] = (await intake.person(numbered('AHEAD')))!.stays;
    expect(Date.parse(stay!.endedAt!)).toBeLessThanOrEqual(Date.now());
    const behind = await sent('A03', 'BEHIND', { at: inHours(-25) });
    expect(behind).toMatchObject({ acknowledged: 'AA', became: 'applied: stay-ended' });
  });
});
