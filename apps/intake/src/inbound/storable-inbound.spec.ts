import type { Inbound } from './domain/inbound.js';
import { storableInbound } from './storable-inbound.js';

const message: Inbound = {
  id: '0199a2b4-1c00-7000-8000-00000000000a',
  protocol: 'hl7v2-mllp',
  source: 'LAB|NORTH',
  type: 'ADT^A03',
  controlId: 'C1',
  receivedAt: '2026-11-08T00:00:00.000Z',
  contentType: 'application/hl7-v2',
  raw: Buffer.from('MSH|\u0000'),
  claim: { key: 'k', contentHash: 'h' },
  content: {
    kind: 'statements',
    statements: [
      {
        kind: 'details',
        person: { identifiers: [{ system: 'urn:x', value: 'A', trusted: true }], details: {} },
        reportedAt: '2026-11-07T00:00:00.000Z',
        fromKnownSource: true,
      },
    ],
  },
};

describe('the storable form of a message', () => {
  it('is the message itself where all of it can be kept', () => {
    expect(storableInbound(message)).toBe(message);
  });

  it('has names that an index can hold, and says which were shortened', () => {
    const kept = storableInbound({
      ...message,
      controlId: '中'.repeat(1_000),
      type: 'x'.repeat(5_000),
    });
    expect(Buffer.byteLength(kept.controlId!)).toBeLessThanOrEqual(2_048);
    expect(kept.warnings?.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      'type is kept shortened',
      'controlId is kept shortened',
    ]);
  });

  it('has no NUL and no half character anywhere, and keeps bytes and claim as they came', () => {
    const { content } = message;
    if (content.kind !== 'statements') throw new Error('the example says something');
    const [statement] = content.statements;
    const cursed = { ...statement!, reportedAt: 'a\u0000', person: { identifiers: ['\ud800'] } };
    const kept = storableInbound({
      ...message,
      source: 'LAB\u0000',
      content: { kind: 'statements', statements: [cursed as never] },
    });
    expect(kept).toMatchObject({ source: 'LAB\uFFFD', claim: message.claim, raw: message.raw });
    expect(JSON.stringify(kept.content)).not.toMatch(/\\u0000|\\ud800/);
    expect(kept.warnings?.map(({ path }) => path)).toEqual(['source', 'content']);
  });

  it('of a refused message tells its sender as well', () => {
    const problem = { path: '/type', reason: 'is not known', accepted: 'a known one' };
    const kept = storableInbound({
      ...message,
      type: '中'.repeat(2_048),
      content: { kind: 'rejected', reason: 'invalid-event', problems: [problem] },
    });
    expect(kept.content).toMatchObject({ problems: [problem, { path: 'type' }] });
  });
});
