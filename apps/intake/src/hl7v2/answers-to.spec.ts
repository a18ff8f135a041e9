import type { Receipt } from '../inbound/domain/inbound.js';
import { adt, receive } from '../testing/hl7-feed.js';
import { answersTo } from './answers-to.js';
import { readMessage } from './hl7-message.js';

const at = '2026-11-08T00:00:00.000Z';
const stored: Receipt = {
  messageId: '019a5e00-0000-7000-8000-000000000001',
  status: 'accepted',
  disposition: 'applied',
  reason: 'stay-started',
  problems: [],
};
const refused: Receipt = {
  ...stored,
  status: 'rejected',
  disposition: 'rejected',
  reason: 'no-person-identifier',
  problems: [{ path: 'PID^1^3', reason: 'names nobody', accepted: 'an identifier in PID-3' }],
};
const notUnderstood: Receipt = { ...refused, reason: 'not-understood' };
const frame = (...controls: readonly string[]) =>
  receive(controls.map((control) => adt('A01', { control })).join(''));
const answer = (receipts: readonly Receipt[], messages = frame('C1', 'C2', 'C3')) =>
  answersTo(messages, receipts, at).map((text) => readMessage(text)!);

describe('the answer to a frame of three messages', () => {
  it.each([
    ['all are stored', [stored, stored, stored], 'AA'],
    ['one came before', [stored, { ...stored, status: 'duplicate' as const }, stored], 'AA'],
    ['one is refused', [stored, refused, stored], 'AE'],
    ['one is not understood', [stored, notUnderstood, stored], 'AE'],
    ['none is understood', [notUnderstood, notUnderstood, notUnderstood], 'AR'],
  ])('is one, for the first of them, when %s', (_name, receipts, code) => {
    const answers = answer(receipts);
    expect(
      answers.map((each) => [each.segment('MSA').text(1), each.segment('MSA').text(2)]),
    ).toEqual([[code, 'C1']]);
  });

  it('names each that is refused by its place', () => {
    const [only] = answer([refused, stored, refused]);
    expect(only!.all('ERR').map((err) => err.text(8))).toEqual([
      'message 1 of 3: PID-3 (patient identifier) names nobody; accepted is an identifier in PID-3',
      'message 3 of 3: PID-3 (patient identifier) names nobody; accepted is an identifier in PID-3',
    ]);
  });

  it('says no more than a hundred errors, and how many there are more', () => {
    const many = { ...refused, problems: Array.from({ length: 60 }, () => refused.problems[0]!) };
    const errors = answer([many, stored, many])[0]!.all('ERR');
    expect(errors).toHaveLength(101);
    expect(errors.at(-1)!.text(8)).toBe('20 errors more');
  });

  it('is of the kinds its first message asks for', () => {
    const asking = (accept: string, application: string) =>
      receive(
        [adt('A01', { control: 'C1' }), adt('A08', { control: 'C2' })]
          .map((text) => text.replace('|P|2.5.1', `|P|2.5.1|||${accept}|${application}`))
          .join(''),
      );
    const codes = (accept: string, application: string, receipts: readonly Receipt[]) =>
      answer(receipts, asking(accept, application)).map((each) => each.segment('MSA').text(1));
    expect(codes('AL', 'NE', [stored, stored])).toEqual(['CA']);
    expect(codes('AL', 'ER', [stored, refused])).toEqual(['CE', 'AE']);
    expect(codes('ER', 'ER', [stored, stored])).toEqual([]);
  });
});
