import type { ActResult } from '../../../../src/parked/parked.view.js';
import { actText, confirmWord, failureText, needsTyping, resultText } from './act-text.js';

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

describe('what a dialog says after acting', () => {
  const result = (changes: Partial<ActResult>): ActResult => ({
    ...{ act: 'retry', asked: 1, done: 0, became: {}, failed: [], left: 0 },
    ...changes,
  });
  const failed = (kind: ActResult['failed'][number]['kind'], at = 0) => ({
    ...{ id: `id-${at}`, kind, reason: 'no-such-visit' },
  });

  it('calls applied only what was applied', () => {
    expect(resultText(result({ done: 1, became: { applied: 1 } }))).toBe('The event: applied.');
    expect(resultText(result({ failed: [failed('parked-again')] }))).toBe(
      'The event: parked again.',
    );
    expect(resultText(result({ failed: [failed('unanswered')] }))).toBe(
      'The event: without an answer.',
    );
  });

  it('sums a group by what became of each', () => {
    const mixed = result({
      ...{ asked: 7, done: 3, became: { applied: 2, rejected: 1 }, left: 5 },
      failed: [
        failed('parked-again'),
        failed('parked-again', 1),
        failed('refused', 2),
        failed('unanswered', 3),
      ],
    });
    expect(resultText(mixed)).toBe(
      'Of 7 events: 2 applied, 1 rejected, 2 parked again, 1 refused, 1 without an answer, 5 more left in the group.',
    );
  });

  it('says why one of them is still there', () => {
    const title = (cause: string) => cause.replaceAll('-', ' ');
    expect(failureText(failed('parked-again'), title)).toBe('parked again: no such visit');
    expect(failureText(failed('refused'), title)).toBe('refused: no-such-visit');
  });
});
