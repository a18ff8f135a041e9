import type { Lane } from './lanes.js';
import { StateCache } from './state-cache.js';
import type { StateStore } from './state-store.js';

const lane = (version: bigint, serverSince = 'monday'): Lane => ({
  ...{ key: 'p', version, serverSince },
  ...{ heldBecause: null, mergedInto: null },
});
const store: StateStore<unknown> = {
  initial: () => 0,
  load: () => Promise.resolve(new Map()),
  save: () => Promise.resolve(),
  settled: (state) => state,
  sizeOf: () => 10,
};

describe('states of transactions before', () => {
  let cache: StateCache;
  beforeEach(() => {
    cache = new StateCache();
    cache.keep('default', lane(7n), store, 'as of 7');
  });

  it('are known to who has the lane next', () => {
    expect(cache.before('default', lane(8n))).toBe('as of 7');
  });

  it('are not believed when somebody else has had the lane between', () => {
    expect(cache.before('default', lane(9n))).toBeUndefined();
  });

  it('are not believed when the lane was set back, or counts anew on another server', () => {
    expect(cache.before('default', lane(7n))).toBeUndefined();
    expect(cache.before('default', lane(8n, 'tuesday'))).toBeUndefined();
  });

  it('are those of their own store and key', () => {
    expect(cache.before('capacity', lane(8n))).toBeUndefined();
    expect(cache.before('default', { ...lane(8n), key: 'q' })).toBeUndefined();
  });

  it('are not kept for a store that does not say what it would load', () => {
    const { settled: _, ...plain } = store;
    cache.keep('plain', lane(7n), plain, 'as of 7');
    expect(cache.before('plain', lane(8n))).toBeUndefined();
  });

  it('are as the store says that it would load them', () => {
    cache.keep('default', lane(8n), { ...store, settled: (state) => `${state}, saved` }, 'new');
    expect(cache.before('default', lane(9n))).toBe('new, saved');
  });

  it('make room for others when they are too large together', () => {
    const large = { ...store, sizeOf: () => 13_000_000 };
    cache.keep('default', { ...lane(3n), key: 'q' }, large, 'large');
    cache.keep('default', { ...lane(3n), key: 'r' }, large, 'large, too');
    expect(cache.before('default', { ...lane(4n), key: 'q' })).toBeUndefined();
    expect(cache.before('default', { ...lane(4n), key: 'r' })).toBe('large, too');
  });
});
