import { newestBy } from './newest.js';

const newest = newestBy<{ version: number; note?: string }>(({ version }) => version);

describe('what is known of something that has versions', () => {
  it('is not replaced by an answer that is older', () => {
    const known = { version: 3 };
    expect(newest(known, { version: 2 })).toBe(known);
  });

  it('is replaced by a later answer, and by one of the same version', () => {
    expect(newest(undefined, { version: 1 })).toEqual({ version: 1 });
    expect(newest({ version: 1 }, { version: 2 })).toEqual({ version: 2 });
    expect(newest({ version: 2 }, { version: 2, note: 'seen' })).toEqual({
      version: 2,
      note: 'seen',
    });
  });

  it('stays the same object when nothing has changed, so that nothing is drawn again', () => {
    const known = { version: 2, note: 'seen' };
    expect(newest(known, { version: 2, note: 'seen' })).toBe(known);
  });
});
