import { stackFrames } from './stack-frames.js';

const thrown = (message: string, stack: string) => Object.assign(new Error(message), { stack });

describe('the frames of an error', () => {
  it('are where it came from, the innermost first', () => {
    const [first] = stackFrames(new Error('no'));
    expect(first).toMatch(/stack-frames\.spec\.ts:\d+:\d+$/);
    const stack = `Error: no\n    at Object.parse (file:///app/read.js:10:5)\n    at /app/b c/take.js:2:1\n`;
    expect(stackFrames(thrown('no', stack))).toEqual(['/app/read.js:10:5', 'c/take.js:2:1']);
  });

  it('are none of what the message says', () => {
    const message = 'bad\n    at Rowan Alder (secret.js:1:1)';
    const stack = `Error: ${message}\n    at take (/app/take.js:2:1)`;
    expect(stackFrames(thrown(message, stack))).toEqual(['/app/take.js:2:1']);
  });

  it('are none where there is no stack, and found at once in a long one', () => {
    expect(stackFrames(thrown('no', ''))).toEqual([]);
    const long = `Error: no${'\n \t'.repeat(100_000)}`;
    const started = performance.now();
    expect(stackFrames(thrown('no', long))).toEqual([]);
    expect(performance.now() - started).toBeLessThan(50);
  });
});
