import { Type } from '@sinclair/typebox';
import { defineEvent } from '../define-event.js';
import { EventVersions, versionedType } from './event-versions.js';
import { defineUpcaster } from './upcaster.js';

// Three versions nobody released: the catalogue has no second version of anything yet.
const first = defineEvent({
  context: 'intake',
  name: 'probe-noted',
  version: 1,
  type: 'handrail.intake.probe-noted.v1',
  firesWhen: 'Only in tests.',
  key: 'personId',
  data: Type.Object({ personId: Type.String(), grams: Type.Number() }),
  example: { personId: 'p', grams: 1 },
});
const second = defineEvent({
  ...first,
  version: 2,
  type: 'handrail.intake.probe-noted.v2',
  data: Type.Object({ personId: Type.String(), milligrams: Type.Number() }),
  example: { personId: 'p', milligrams: 1_000 },
});
const third = defineEvent({
  ...second,
  version: 3,
  type: 'handrail.intake.probe-noted.v3',
  data: Type.Object({
    personId: Type.String(),
    milligrams: Type.Number(),
    route: Type.Union([Type.String(), Type.Null()]),
  }),
  example: { personId: 'p', milligrams: 1_000, route: null },
});
const toSecond = defineUpcaster(first, second, ({ personId, grams }) => ({
  personId,
  milligrams: grams * 1_000,
}));
const toThird = defineUpcaster(second, third, (data) => ({ ...data, route: null }));
const versions = new EventVersions([first, second, third], [toSecond, toThird]);

describe('versions of an event', () => {
  it('takes the version somebody handles as it is', () => {
    expect(versions.reading(second.type, [second.type])).toEqual({ kind: 'as-is' });
    expect(versions.reading(first.type, [second.type, first.type])).toEqual({ kind: 'as-is' });
    expect(versions.reading('timer.hop', ['timer.hop'])).toEqual({ kind: 'as-is' });
  });

  it('leads an old payload step by step to the version somebody handles', () => {
    const reading = versions.reading(first.type, ['handrail.other.v9', third.type]);
    expect(reading).toEqual({ kind: 'upcast', steps: [toSecond, toThird] });
    const steps = reading.kind === 'upcast' ? reading.steps : [];
    const old: Record<string, unknown> = { personId: 'p', grams: 2 };
    expect(steps.reduce((data, step) => step.upcast(data), old)).toEqual({
      personId: 'p',
      milligrams: 2_000,
      route: null,
    });
  });

  it('lets a version above the handled ones wait for a newer program', () => {
    expect(versions.reading(second.type, [first.type])).toEqual({ kind: 'newer' });
    expect(versions.reading('handrail.intake.probe-noted.v999999', [third.type])).toEqual({
      kind: 'newer',
    });
  });

  it('says when no step leads to the handled version', () => {
    const gap = new EventVersions([first, second, third], [toThird]);
    expect(gap.reading(first.type, [third.type])).toEqual({ kind: 'no-upcaster' });
  });

  it.each([
    'handrail.intake.probe-noted',
    'handrail.intake.probe-noted.v0',
    'handrail.intake.probe-noted.v02',
    'handrail.intake.probe-noted.v1234567',
    'handrail.intake.another.v1',
    'handrail.intake.probe.v2',
    '.v2',
    '',
    '__proto__',
    `${'x'.repeat(3_000)}.v2`,
  ])('knows nothing of %j', (type) => {
    expect(versions.reading(type, [third.type])).toEqual({ kind: 'unknown' });
  });

  it('names the released versions a handler of an old one has missed', () => {
    expect(versions.laterThan(first.type)).toEqual([second, third]);
    expect(versions.laterThan(third.type)).toEqual([]);
    expect(versions.laterThan('timer.hop')).toEqual([]);
  });

  it('takes a type apart at its last version', () => {
    expect(versionedType('a.v1.b.v12')).toEqual({ name: 'a.v1.b', version: 12 });
    expect(versionedType('timer.hop')).toBeNull();
  });
});

describe('an upcaster', () => {
  it('leads to the next version and nowhere else', () => {
    expect(() => defineUpcaster(first, third, () => third.example)).toThrow('not its next version');
    expect(() => defineUpcaster(second, first, () => first.example)).toThrow(
      'not its next version',
    );
  });

  it('keeps the key', () => {
    const rekeyed = defineEvent({ ...second, key: 'programId' });
    expect(() => defineUpcaster(first, rekeyed, () => second.example)).toThrow(
      'keyed by programId',
    );
  });
});
