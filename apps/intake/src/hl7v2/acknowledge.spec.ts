import { acknowledge, ackHeaderOf } from './acknowledge.js';
import { readMessage } from './hl7-message.js';

const meta = { at: '2026-11-07T12:00:01.234Z', id: '019a5e00-0000-7000-8000-000000000001' };
const message = ackHeaderOf(
  readMessage('MSH|^~\\&|APP|FAC|HUB|NET|20261107||ADT^A03^ADT_A03|C1|T|2.3')!,
);

describe('an acknowledgement', () => {
  it('swaps sender and receiver and names the control id', () => {
    expect(acknowledge(message, 'AA', meta)).toBe(
      'MSH|^~\\&|HUB|NET|APP|FAC|20261107120001+0000||ACK^A03^ACK|019a5e00000070008000|T|2.3\r' +
        'MSA|AA|C1\r',
    );
  });

  const problem = { location: 'PID^1^3', code: '101', text: 'PID-1-3 names nobody' } as const;

  it('says where and why it refuses', () => {
    const modern = ackHeaderOf(
      readMessage('MSH|^~\\&|APP|FAC|HUB|NET|20261107||ADT^A03|C1|T|2.5')!,
    );
    const ack = acknowledge(modern, 'AE', meta, [problem]);
    expect(ack.split('\r')[1]).toBe('MSA|AE|C1');
    expect(readMessage(ack)!.segment('ERR').field(2).component(3)).toBe('3');
    expect(readMessage(ack)!.segment('ERR').text(8)).toBe('PID-1-3 names nobody');
  });

  it('says it in MSA-3 and ERR-1 to versions before 2.5', () => {
    const ack = acknowledge(message, 'CE', meta, [problem]);
    expect(ack.split('\r').slice(1)).toEqual([
      'MSA|CE|C1|PID-1-3 names nobody',
      'ERR|PID^1^3^101&PID-1-3 names nobody&HL70357',
      '',
    ]);
  });

  it('attack 21: escapes what would separate fields in its own sentences', () => {
    const sentence = 'MSH-1-9 is missing; accepted is a type such as ADT^A03 | A&B \\';
    const ack = acknowledge(null, 'AR', meta, [{ ...problem, text: sentence }]);
    expect(readMessage(ack)!.segment('ERR').text(8)).toBe(sentence);
  });

  it('is a whole message even when nothing could be read', () => {
    const ack = readMessage(acknowledge(null, 'AR', meta))!;
    expect(ack.header.field(9).component(1)).toBe('ACK');
    expect(ack.segment('MSA').text(1)).toBe('AR');
  });

  it('speaks with the delimiters of the sender', () => {
    const other = ackHeaderOf(readMessage('MSH#@!%$#APP##HUB##20261107##ADT@A03#C1#P#2.5')!);
    expect(acknowledge(other, 'AA', meta)).toContain('#ACK@A03@ACK#');
  });
});
