import type { QueryRunner } from 'typeorm';
import { SeedDirectory1763787660000 } from '../../migrations/1763787660000-seed-directory.js';
import { SeedResidences1796920060000 } from '../../migrations/1796920060000-seed-residences.js';
import { RunningScheduling } from '../testing/running-scheduling.js';

const ONE_MORE = `
  INSERT INTO program (id, name, level, regions, time_zone, payers, capabilities, acceptance)
  SELECT 'harbour', 'Harbour', level, regions, time_zone, payers, capabilities, acceptance
  FROM program WHERE id = 'evergreen-circle'`;

// Real: the database of the service, with the directory as somebody left it, in a transaction that ends undone.
describe('the invented residences', () => {
  let scheduling: RunningScheduling;
  beforeAll(async () => {
    scheduling = await RunningScheduling.start();
  });
  afterAll(() => scheduling?.stop());

  /** Residences that an upgrade of a directory adds, and those of them that are still to be announced. */
  async function addedTo(change: string) {
    const runner: QueryRunner = scheduling.dataSource.createQueryRunner();
    await runner.startTransaction();
    try {
      await runner.query('TRUNCATE program, track CASCADE');
      await new SeedDirectory1763787660000().up(runner);
      await runner.query(change);
      await new SeedResidences1796920060000().up(runner);
      const [row] = (await runner.query(
        `SELECT count(*)::int AS residences, count(*) FILTER (WHERE announced_version < t.version)::int AS untold
         FROM program AS p JOIN track AS t ON t.program_id = p.id WHERE level = 'RR'`,
      )) as Array<{ residences: number; untold: number }>;
      return row;
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  }

  it('are those of an invented network', async () => {
    expect(await addedTo('SELECT')).toEqual({ residences: 2, untold: 0 });
  });

  it.each([
    ['has one more', ONE_MORE],
    ['has a name of its own', `UPDATE program SET name = 'Real' WHERE id = 'evergreen-circle'`],
    ['has closed one', `UPDATE program SET closed = true WHERE id = 'evergreen-circle'`],
    ['is empty', 'TRUNCATE program, track CASCADE'],
  ])('are nothing to a network that %s', async (_what, change) => {
    expect(await addedTo(change)).toEqual({ residences: 0, untold: 0 });
  });
});
