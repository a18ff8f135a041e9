import { MEMORY_FLAGS, memoryFlagsOf } from './memory-flags.js';

describe('how Node is started for a service', () => {
  it('keeps intake small, of which strangers ask for memory', () => {
    expect(memoryFlagsOf('intake')).toEqual(MEMORY_FLAGS);
    expect(MEMORY_FLAGS).toContain('--heap-growing-percent=30');
  });

  it('lets the others collect garbage half as often', () => {
    expect(memoryFlagsOf('assessment')).toEqual([
      '--max-semi-space-size=4',
      '--heap-growing-percent=60',
      '--v8-pool-size=1',
    ]);
  });
});
