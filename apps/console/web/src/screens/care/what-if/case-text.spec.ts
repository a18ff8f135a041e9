import { SAMPLE_CASE, readCase } from './case-text.js';

describe('a pasted case', () => {
  it('is one JSON object', () => {
    expect(readCase(SAMPLE_CASE)).toMatchObject({
      ok: true,
      value: { ratings: { d6: 1 }, trigger: 'detox-completed' },
    });
  });

  it.each([
    ['{"ratings": {', 'not JSON'],
    ['[]', 'one JSON object'],
    ['4', 'one JSON object'],
    ['null', 'one JSON object'],
  ])('%s is refused in words', (text, why) => {
    expect(readCase(text)).toEqual({ ok: false, why: expect.stringContaining(why) as string });
  });
});
