import type { Position } from '@handrail/messaging';
import { planRewind } from './plan-rewind.js';

const at = (topic: string, partition: number, committed: bigint): Position => ({
  ...{ topic, partition, committed, end: 900n },
});

describe('a group whose database is older than the log', () => {
  it('reads on behind the last record its database knows', () => {
    const positions = [at('intake', 0, 500n), at('intake', 1, 40n)];
    const next = new Map([
      ['intake/0', 431n],
      ['intake/1', 40n],
    ]);
    expect(planRewind(positions, next)).toEqual([
      { topic: 'intake', partition: 0, from: 500n, to: 431n },
    ]);
  });

  it('reads a partition from its beginning of which the database knows nothing', () => {
    expect(planRewind([at('intake', 0, 7n), at('intake', 1, 0n)], new Map())).toEqual([
      { topic: 'intake', partition: 0, from: 7n, to: 0n },
    ]);
  });

  it('never goes forward: what was not read is not passed over', () => {
    expect(planRewind([at('intake', 0, 100n)], new Map([['intake/0', 300n]]))).toEqual([]);
  });
});
