import { Load, type LoadEvent } from './load.js';

/** The first events of a run. */
function eventsOf(seed: number, hotShare: number): LoadEvent[] {
  const load = new Load('run', seed, hotShare);
  return Array.from({ length: 1_500 }, (_, n) => load.next(1_700_000_000_000 + n * 10));
}

const seeds = Array.from({ length: 40 }, (_, seed) => seed + 1);

describe('the load of the bench', () => {
  it('takes back nothing that was never sent: intake would wait for it, for ever', () => {
    const faults: string[] = [];
    for (const seed of seeds) {
      const sent = new Set<string>();
      for (const { id, kind, body } of eventsOf(seed, seed % 2 ? 0.3 : 0)) {
        const { cancels } = body['data'] as { cancels?: { id: string } };
        if ((cancels !== undefined) !== (kind === 'cancellation')) faults.push(`${seed}: ${kind}`);
        if (cancels && !sent.has(cancels.id)) faults.push(`${seed}: ${cancels.id}`);
        sent.add(id);
      }
    }
    expect(faults).toEqual([]);
  });

  it('is the same for the same seed', () => {
    expect(eventsOf(7, 0.1)).toEqual(eventsOf(7, 0.1));
  });
});
