import { adt, receive } from '../testing/hl7-feed.js';
import { HL7_LIMITS } from './hl7-limits.js';

const times = (text: string, count: number) => Array.from({ length: count }, () => text);
const refusal = (payload: string) => {
  const all = receive(payload);
  expect(all).toHaveLength(1);
  const { inbound } = all[0]!;
  expect(inbound).toMatchObject({ claim: null, raw: Buffer.from(payload) });
  if (inbound.content.kind !== 'rejected') throw new Error(`is ${inbound.content.kind}`);
  expect(inbound.content.reason).toBe('too-large');
  return inbound.content.problems;
};

describe('what one payload of HL7 may hold', () => {
  it('takes as many messages as the limit, and refuses one more as a whole', () => {
    const message = adt('A08');
    expect(receive(message.repeat(HL7_LIMITS.messages))).toHaveLength(1_000);
    expect(refusal(message.repeat(HL7_LIMITS.messages + 1))).toEqual([
      {
        path: 'MSH^1^1',
        reason: 'begins more than 1000 messages of one frame or body',
        accepted: 'at most 1000 messages at a time',
      },
    ]);
  });

  it.each([
    ['segments', adt('A08', { more: times('OBX|1', 50_000) }), 'MSH^1^1'],
    ['fields', adt('A08', { more: [`PV2${'|'.repeat(500)}`] }), 'PV2^1^500'],
    ['repetitions', adt('A08', { pid: `PID|1||${'M7~'.repeat(5_000)}M8` }), 'PID^1^3'],
    ['characters', adt('A08', { pid: `PID|1||M7||${'A'.repeat(65_537)}` }), 'PID^1^5'],
    ['pairs', adt('A40', { more: times('MRG|OLD', 101) }), 'MRG^101^1'],
  ])('attack 40: refuses too many %s with the place', (_name, payload, path) => {
    expect(refusal(payload).map((problem) => problem.path)).toEqual([path]);
  });

  it.each([
    ['segments that are not read', { more: [`OBX|1|${'~'.repeat(6_000)}|${'x'.repeat(50_000)}`] }],
    ['as many repetitions as the limit', { pid: `PID|1||${'M7~'.repeat(4_999)}M8` }],
  ])('takes %s', (_name, parts) => {
    expect(receive(adt('A08', parts))[0]!.inbound.content.kind).toBe('statements');
  });

  it('does not take a number for an identifier that is longer than any', () => {
    const long = adt('A08', { pid: `PID|1||${'9'.repeat(8_193)}^^^EAST` });
    expect(receive(long)[0]!.inbound.content).toMatchObject({ reason: 'no-person-identifier' });
  });

  it('cuts names and addresses that are longer than any', () => {
    const { content } = receive(adt('A08', { pid: `PID|1||M7||${'A'.repeat(300)}^B` }))[0]!.inbound;
    if (content.kind !== 'statements') throw new Error('is refused');
    expect(content.statements[0]).toMatchObject({
      person: { details: { name: { family: 'A'.repeat(256), given: ['B'] } } },
    });
  });
});

describe('an escape sequence that names what objects inherit', () => {
  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('keeps \\%s\\', (name) => {
    const { content } = receive(adt('A08', { pid: `PID|1||M7||A\\${name}\\B` }))[0]!.inbound;
    if (content.kind !== 'statements') throw new Error('is refused');
    expect(content.statements[0]).toMatchObject({
      person: { details: { name: { family: `A\\${name}\\B` } } },
    });
  });
});
