import type { ParkedAnswer } from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import { RunningScheduling, type Decided } from '../testing/running-scheduling.js';
import { LOOK_AGAIN } from './line.sql.js';

// Real: the scheduling service, its database, the Postgres log. A trigger plays the fault.
describe('a request in line that cannot be settled', () => {
  let scheduling: RunningScheduling;

  beforeEach(async () => {
    scheduling = await RunningScheduling.start({ HANDRAIL_ALLOCATOR_POLL_MS: '200' });
  });
  afterEach(() => scheduling.stop());

  const parked = async () =>
    (await scheduling.call<{ items: ParkedAnswer[] }>('/v1/parked')).body.items;
  const person = (n: number) => `0199a2f0-0000-7000-8000-${String(n).padStart(12, '0')}`;

  const FAULTS = {
    'whose needs the rule cannot read': `
      IF TG_OP = 'INSERT' AND NEW.person_id = '${person(2)}' THEN NEW.need := '{}'; END IF;`,
    'whose result the database refuses': `
      IF TG_OP = 'UPDATE' AND NEW.person_id = '${person(2)}' THEN
        RAISE EXCEPTION 'refused by the test' USING ERRCODE = '23514', CONSTRAINT = 'by_the_test';
      END IF;`,
  };

  it.each(Object.entries(FAULTS))(
    '%s parks alone, and everybody else is placed',
    async (_, body) => {
      await scheduling.dataSource.query(
        `CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS
       $fault$ BEGIN ${body} RETURN NEW; END $fault$`,
      );
      await scheduling.dataSource.query(
        'CREATE TRIGGER fault BEFORE INSERT OR UPDATE ON placement FOR EACH ROW EXECUTE FUNCTION fault()',
      );
      const region = await scheduling.addProgram(10);
      const decided = await scheduling.decide(
        ...[1, 2, 3].map((n): Decided => ({ personId: person(n), context: { region } })),
      );
      const [first, second, third] = decided;
      const status = async (of: typeof first) => (await scheduling.placementOf(of!))?.status;
      await eventually(async () => {
        expect(await Promise.all([status(first), status(third)])).toEqual([
          'confirmed',
          'confirmed',
        ]);
        expect(await parked()).toHaveLength(1);
        return true;
      });
      const [item] = await parked();
      expect(item).toMatchObject({ personId: person(2), type: LOOK_AGAIN, behind: null });
      expect(item!.cause).toMatch(/^(rule|sql):timer\.scheduling\.look-again:/);

      // Those who come later are placed, too, and the one who is parked is not tried again and again.
      const [four] = await scheduling.decide({ personId: person(4), context: { region } });
      await eventually(async () => (await status(four)) === 'confirmed');
      expect((await parked())[0]).toEqual(item);

      await scheduling.dataSource.query('DROP TRIGGER fault ON placement');
      await scheduling.dataSource.query(
        'UPDATE placement SET need = (SELECT need FROM placement WHERE person_id = $1) WHERE person_id = $2',
        [person(1), person(2)],
      );
      const retried = await scheduling.call(`/v1/parked/${item!.id}/retry`, { method: 'POST' });
      expect(retried.body).toMatchObject({ reason: 'back-in-line', drained: 1, remaining: 0 });
      await eventually(async () => (await status(second)) === 'confirmed');
      expect(await parked()).toEqual([]);
      const { body: now } = await scheduling.call<{ lanesHeldWithoutHead: number }>('/v1/status');
      expect(now.lanesHeldWithoutHead).toBe(0);
    },
  );
});
