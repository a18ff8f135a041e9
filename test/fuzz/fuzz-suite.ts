import { campaign } from './campaign.js';
import { RunningProduct } from './running-product.js';
import { troublesOf } from './troubles.js';

/** Inputs of one log in a run of the suite; `npm run test:fuzz` sends as many as it is asked for. */
const COUNT = Number(process.env['HANDRAIL_FUZZ_COUNT'] ?? 30_000);

/** One campaign on one log; each log has a thin file of its own with its seed. */
export function fuzzSuite(
  logName: string,
  seed: number,
  env: Readonly<Record<string, string>>,
): void {
  describe(`${COUNT} mutated inputs over all ways in, on ${logName}`, () => {
    let product: RunningProduct;
    beforeAll(async () => {
      product = await RunningProduct.start(env);
    }, 120_000);
    afterAll(() => product?.stop(), 120_000);

    it('are each stored or refused: nothing above 499, nothing pending, blocked or unstored', async () => {
      const report = await campaign(product, { seed, count: COUNT });
      expect(troublesOf(report)).toEqual([]);
      const sent = Object.values(report.sent).reduce((sum, count) => sum + count, 0);
      expect(sent).toBeGreaterThanOrEqual(COUNT);
      // What is stored is more than what was refused: a campaign that nothing understands proves little.
      expect(report.inspection.byDisposition['applied']).toBeGreaterThan(COUNT / 50);
      expect(report.inspection.byDisposition['rejected']).toBeGreaterThan(COUNT / 50);
    }, 3_600_000); // Minutes on a quiet machine; a busy one gets all the time it needs.
  });
}
