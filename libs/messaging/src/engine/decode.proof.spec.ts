import { personRegistered } from '@handrail/contracts';
import { isStorableText } from '@handrail/domain';
import fc from 'fast-check';
import { decode } from './decode.js';
import { knownTypes } from './known-types.js';
import { fromStored, toStored, type RawRecord } from './stored-record.js';

const SEED = 20261126;
const RECORDS = 5_000;

const known = knownTypes(new Map([[personRegistered.type, undefined as never]]));
const PERSON = '0199a2f0-0000-7000-8000-000000000001';
const PLACE = { topic: 'handrail.intake', partition: 0, position: 7n };

/** Any UTF-16 at all: control characters, halves of pairs, and long. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((codes) => String.fromCharCode(...codes)),
  fc.constantFrom('\0', '\ud800', 'k'.repeat(3_000), '__proto__', 'constructor', ''),
);
const anyTime = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom('2026-11-02T08:00:00Z', '+275760-09-13T00:00:00Z', '-000001-01-01T00:00:00Z'),
  anyText,
);
const mostly = <T>(usual: T, odd: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: odd });
const headers = fc.record(
  {
    ce_specversion: mostly('1.0', anyText),
    ce_id: mostly('0199a2f0-0000-7000-8100-000000000001', anyText),
    ce_type: mostly(
      personRegistered.type,
      fc.oneof(fc.constant('handrail.intake.person-registered.v3'), anyText),
    ),
    ce_source: mostly('handrail/intake', anyText),
    ce_time: mostly('2026-11-02T08:00:00Z', anyTime),
    ce_recordedtime: mostly('2026-11-02T08:00:00Z', anyTime),
    ce_causationid: anyText,
    ce_correlationid: anyText,
    ce_traceparent: anyText,
    ce_personkey: anyText,
  },
  { requiredKeys: ['ce_specversion', 'ce_id', 'ce_type', 'ce_time'] },
);
const payload = fc.record({ personId: mostly(PERSON, anyText), more: fc.jsonValue() });
const value = fc.oneof(
  { weight: 4, arbitrary: payload.map((data) => Buffer.from(JSON.stringify(data))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const record: fc.Arbitrary<RawRecord> = fc.record({
  key: mostly<string | null>('person', fc.oneof(anyText, fc.constant(null))),
  headers,
  value,
});

/** Every text in a value, whatever holds it. */
const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return [];
  return Object.entries(value).flatMap(([name, part]) => [name, ...textsOf(part)]);
};

describe(`any record (seed ${SEED})`, () => {
  it(`is an event, poison or passed over, and can be stored: ${RECORDS} of them`, () => {
    const kinds = new Map<string, number>();
    fc.assert(
      fc.property(record, (raw) => {
        const decoded = decode(raw, PLACE, known);
        kinds.set(decoded.kind, (kinds.get(decoded.kind) ?? 0) + 1);
        const columns =
          decoded.kind === 'event'
            ? [decoded.event]
            : decoded.kind === 'poison'
              ? [decoded.id, decoded.key, decoded.type, decoded.cause]
              : [];
        const stored = toStored(raw);
        expect(
          [...columns, stored].flatMap(textsOf).filter((text) => !isStorableText(text)),
        ).toEqual([]);
        expect(fromStored(stored)).toEqual(raw);
        if (decoded.kind !== 'event') return;
        expect(Date.parse(decoded.event.recordedTime)).toBeGreaterThanOrEqual(0);
        expect(Buffer.byteLength(decoded.event.key)).toBeLessThanOrEqual(512);
      }),
      { seed: SEED, numRuns: RECORDS },
    );
    expect([...kinds.keys()].sort()).toEqual(['event', 'poison', 'skipped']);
    expect(Math.min(...kinds.values())).toBeGreaterThan(RECORDS / 50);
  });
});
