import { personRegistered, stayEnded } from '@handrail/contracts';
import { decode, type Decoded } from './decode.js';
import { knownTypes } from './known-types.js';
import type { RawRecord } from './stored-record.js';

const ID = '0199a2f0-0000-7000-8100-000000000001';
const PERSON = '0199a2f0-0000-7000-8000-000000000001';
const PLACE = { topic: 'handrail.intake', partition: 3, position: 42n };
const known = knownTypes(new Map([[personRegistered.type, undefined as never]]));

const record = (changes: Partial<RawRecord> = {}, headers: Record<string, string> = {}) => ({
  key: PERSON,
  value: Buffer.from(JSON.stringify({ personId: PERSON })),
  ...changes,
  headers: {
    ce_specversion: '1.0',
    ce_id: ID,
    ce_type: personRegistered.type,
    ce_source: 'handrail/intake',
    ce_time: '2026-11-02T08:00:00.000Z',
    ce_recordedtime: '2026-11-02T08:00:01.000Z',
    ...headers,
  },
});
const json = (text: string) => record({ value: Buffer.from(text) });
const causeOf = (decoded: Decoded) =>
  decoded.kind === 'poison' ? decoded.cause : `not poison but ${decoded.kind}`;

describe('decoding a record', () => {
  it('gives the event with its attributes', () => {
    const raw = record({}, { ce_causationid: 'c', ce_correlationid: 'd' });
    expect(decode(raw, PLACE, known)).toEqual({
      kind: 'event',
      raw,
      event: {
        id: ID,
        key: PERSON,
        type: personRegistered.type,
        time: '2026-11-02T08:00:00.000Z',
        recordedTime: '2026-11-02T08:00:01.000Z',
        source: 'handrail/intake',
        causationId: 'c',
        correlationId: 'd',
        data: { personId: PERSON },
      },
    });
  });

  it.each([
    ['a name nobody handles', { ce_type: stayEnded.type }],
    ['a later version of a name nobody handles', { ce_type: 'handrail.intake.stay-ended.v2' }],
    ['a type with NUL', { ce_type: `${personRegistered.type}\0` }],
  ])('skips %s', (_, headers) => {
    const skipped = { kind: 'skipped', reason: 'unhandled-type' };
    expect(decode(record({}, headers), PLACE, known)).toEqual(skipped);
  });

  it.each([
    ['the source of another service', { ce_source: 'handrail/assessment' }, 'source'],
    ['no source', { ce_source: '' }, 'source'],
    ['a source that only begins like it', { ce_source: 'handrail/intake/2' }, 'source'],
  ])('believes nobody who writes on a topic with %s', (_, headers, part) => {
    const cause = causeOf(decode(record({}, headers), PLACE, known));
    expect(cause).toBe(`undecodable:foreign-${part}`);
  });

  it('believes no service that writes events of another on its own topic', () => {
    const own = { ce_source: 'handrail/scheduling' };
    const place = { ...PLACE, topic: 'handrail.scheduling' };
    expect(causeOf(decode(record({}, own), place, known))).toBe('undecodable:foreign-type');
    // A topic that is none of ours has no owner.
    expect(decode(record({}, own), { ...PLACE, topic: 'hop' }, known).kind).toBe('event');
  });

  it('keeps a later version of what is handled, with its person, until a newer program reads it', () => {
    const raw = record({ value: Buffer.from('whatever it is by then') });
    raw.headers['ce_type'] = 'handrail.intake.person-registered.v2';
    expect(decode(raw, PLACE, known)).toEqual({
      kind: 'poison',
      id: ID,
      key: PERSON,
      type: 'handrail.intake.person-registered.v2',
      cause: 'newer-version',
      raw,
    });
  });

  it.each([
    ['NUL', 'person\0'],
    ['3 kB', 'k'.repeat(3_000)],
    ['half a surrogate pair', 'person-\ud800'],
    ['nothing', ''],
  ])('lets a key with %s hold nobody', (_, key) => {
    const decoded = decode(record({ key }), PLACE, known);
    expect(decoded).toMatchObject({ id: ID, key: null, cause: 'undecodable:unusable-key' });
  });

  it('says why the log could not give a record', () => {
    const unreadable = {
      key: null,
      headers: {},
      value: Buffer.from('x'),
      unreadable: 'compression-lz4',
    };
    const decoded = decode(unreadable, PLACE, known);
    expect(decoded).toMatchObject({ key: null, cause: 'undecodable:compression-lz4' });
    expect(decode(unreadable, PLACE, known)).toEqual(decoded);
    expect(decode(unreadable, { ...PLACE, position: 43n }, known)).not.toMatchObject({
      id: (decoded as { id: string }).id,
    });
  });

  it.each([
    ['+275760-09-13T00:00:00Z', 'a year of six digits'],
    ['-000001-01-01T00:00:00Z', 'a negative year'],
    ['0000-01-01T00:00:00Z', 'year 0'],
    ['2026-02-30T00:00:00Z', 'a day that does not exist'],
    ['2026-11-02', 'no time of day'],
    ['2026-11-02T08:00:00', 'no offset'],
    ['2026-11-02T08:00:00+23:00', 'an offset no place has'],
    ['2026-11-02T24:00:00Z', 'hour 24'],
    ['Nov 2 2026 (08:00)', 'words'],
    ['2026-11-02T08:00:00.0123456789Z', 'more than nanoseconds'],
    ['', 'nothing'],
  ])('refuses the time %j: %s', (ce_time) => {
    const decoded = decode(record({}, { ce_time }), PLACE, known);
    expect([causeOf(decoded), (decoded as { key: unknown }).key]).toEqual([
      'undecodable:unusable-time',
      PERSON,
    ]);
  });

  it('takes the time for the recorded one only where it can be the now of a rule', () => {
    const early = { ce_time: '1969-12-31T23:59:59Z' };
    expect(decode(record({}, early), PLACE, known)).toMatchObject({ kind: 'event' });
    const both = { ...early, ce_recordedtime: '+275760-09-13T00:00:00Z' };
    expect(causeOf(decode(record({}, both), PLACE, known))).toBe('undecodable:unusable-time');
    const odd = { ce_recordedtime: '9999-12-31T23:59:59-14:00' };
    expect(decode(record({}, odd), PLACE, known)).toMatchObject({
      event: { recordedTime: '2026-11-02T08:00:00.000Z' },
    });
  });

  it.each(['source', 'causationid', 'correlationid'])('refuses an unusable %s', (name) => {
    for (const value of ['a\0b', 'x'.repeat(256), '\udc00'])
      expect(causeOf(decode(record({}, { [`ce_${name}`]: value }), PLACE, known))).toBe(
        `undecodable:unusable-${name}`,
      );
  });

  it.each(['7', `${ID}\0`, 'x'.repeat(3_000), ''])(
    'gives the odd id %j one of its place',
    (ce_id) => {
      const decoded = decode(record({}, { ce_id }), PLACE, known);
      expect(causeOf(decoded)).toBe('undecodable:no-id');
      expect((decoded as { id: string }).id).toMatch(/^00000000-0000-7/);
    },
  );

  it('forgets a trace it does not understand', () => {
    const decoded = decode(record({}, { ce_traceparent: 'x'.repeat(9_000) }), PLACE, known);
    expect(decoded.kind === 'event' && 'traceparent' in decoded.event).toBe(false);
  });

  it.each([
    ['undecodable:nested-too-deep', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['undecodable:too-large', `{"personId":"${'x'.repeat(262_144)}"}`],
    ['undecodable:text-that-cannot-be-stored', `{"personId":"${PERSON}","b":["\\u0000"]}`],
    ['undecodable:text-that-cannot-be-stored', `{"personId":"${PERSON}","\\uD83D":1}`],
    ['undecodable:not-a-json-object', '[]'],
    ['undecodable:not-a-json-object', 'null'],
    ['undecodable:not-a-json-object', ''],
    [`schema:${personRegistered.type}:/personId`, '{"__proto__":{"personId":"x"}}'],
    [`schema:${personRegistered.type}:/personId`, '{"personId":1e400}'],
  ])('parks as %s', (cause, text) => {
    expect(causeOf(decode(json(text), PLACE, known))).toBe(cause);
  });

  it('takes bytes that are no UTF-8 for no JSON', () => {
    const value = Buffer.concat([
      Buffer.from('{"personId":"'),
      Buffer.from([0xff]),
      Buffer.from('"}'),
    ]);
    expect(causeOf(decode(record({ value }), PLACE, known))).toBe('undecodable:not-a-json-object');
  });

  it('takes brackets in texts, whole pairs and an escaped backslash as they are', () => {
    const odd = `${'['.repeat(500)}\\"\\\\u0000 \\ud83d\\ude00`;
    const decoded = decode(json(`{"personId":"${PERSON}","note":"${odd}"}`), PLACE, known);
    expect(decoded).toMatchObject({
      kind: 'event',
      event: { data: { note: `${'['.repeat(500)}"\\u0000 😀` } },
    });
  });
});
