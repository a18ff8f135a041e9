import { actText, confirmWord, needsTyping } from './act-text.js';

describe('what a dialog says before acting on parked events', () => {
  it('asks to type the number only before giving many up', () => {
    expect([
      needsTyping('discard', 9),
      needsTyping('discard', 10),
      needsTyping('retry', 200),
    ]).toEqual([false, true, false]);
    expect(confirmWord(12)).toBe('discard 12');
  });

  it('names the number and what follows', () => {
    expect(actText('retry', 1)).toBe(
      '1 event will be tried again now, oldest first, and what waits behind it follows in order.',
    );
    expect(actText('discard', 2)).toBe(
      '2 events will be given up for good: their effect will never happen, and what waits behind goes on.',
    );
  });
});
