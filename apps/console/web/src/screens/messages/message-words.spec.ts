import type { MessageStep } from '../../../../src/messages/messages.view.js';
import { readable, stopOf, whyWords } from './message-words.js';

const step = (changes: Partial<MessageStep>): MessageStep => ({
  ...{ step: 'events', state: 'done', why: 'stay-ended', at: null },
  ...changes,
});

describe('a step of a message', () => {
  it('is said in plain words', () => {
    expect(whyWords(step({ step: 'received', why: 'hl7v2-mllp' }))).toBe('By HL7 v2 over MLLP');
    expect(whyWords(step({ step: 'understood', why: 'ADT^A03' }))).toBe('As ADT^A03');
    expect(whyWords(step({ step: 'decision', why: 'IOP' }))).toBe('Intensive outpatient');
    expect(whyWords(step({ state: 'waiting', why: 'no-such-visit' }))).toBe(
      'It is about a visit nobody has told of yet',
    );
    expect(whyWords(step({ state: 'failed', why: 'sql:23514:broken' }))).toBe(
      'The database refused it: 23514 broken',
    );
  });

  it('that failed is looked at before one that waits', () => {
    const [waits, fails] = [step({ state: 'waiting' }), step({ state: 'failed' })];
    expect(stopOf([step({}), waits, fails])).toBe(fails);
    expect(stopOf([step({}), waits])).toBe(waits);
    expect(stopOf([step({})])).toBeUndefined();
  });
});

it('the bytes of a message are shown line by line', () => {
  expect(readable('application/hl7-v2', 'MSH|a\rPID|b\r')).toBe('MSH|a\nPID|b\n');
  expect(readable('application/json', '{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(readable('application/json', '{"a":')).toBe('{"a":');
});
