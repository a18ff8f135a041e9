import type { CareContext } from '@handrail/contracts';
import { NOW, program, track } from '../../testing/builders.js';
import type { Program } from '../../program/domain/program.js';
import { coversEverySession } from './availability.js';
import { match } from './match.js';
import { needsOf } from './needs.js';

const known = { supports: [], withdrawalSetting: null };
const anybody = { placeFrom: null, declined: [] };

/** Why the program is out for a person with this context; empty when it is an option. */
function reasons(context: CareContext, change: Partial<Program> = {}): readonly string[] {
  const needs = needsOf('IOP', context, known);
  return match(needs, anybody, [program('harbor', change)], NOW)[0]!.excludedBecause;
}

describe('hard filters', () => {
  it('let everybody in about whom nothing is known', () => {
    expect(reasons({})).toEqual([]);
    expect(reasons({}, { regions: [], payers: ['medicaid-ma'] })).toEqual([]);
  });

  it.each<[string, CareContext, Partial<Program>, string[]]>([
    ['another level', {}, { level: 'PHP' }, ['level']],
    ['another region', { region: 'worcester' }, {}, ['region']],
    ['no region served, one stated', { region: 'boston' }, { regions: [] }, ['region']],
    ['a payer not taken', { payer: 'commercial' }, { payers: ['medicare'] }, ['payer']],
    ['sessions on site, for who prefers virtual ones', { modality: 'virtual' }, {}, []],
    ['pregnancy not served', { pregnant: true }, {}, ['capability:pregnancy']],
    ['medication not offered', { moud: 'buprenorphine' }, {}, ['capability:moud']],
    ['no dual-diagnosis care', { coOccurring: true }, {}, ['capability:co-occurring']],
    ['a closed program', {}, { closed: true }, ['closed']],
    [
      'a bed, for who prefers virtual sessions and has a job',
      { modality: 'virtual', availability: [{ days: ['mon'], from: '17:00', to: '18:00' }] },
      { tracks: [track({ days: [], from: null, to: null })] },
      [],
    ],
    ['a full track', {}, { tracks: [track({ capacity: 2, used: 2 })] }, ['full']],
    [
      'hours that end too early',
      { availability: [{ days: ['mon', 'wed', 'fri'], from: '17:00', to: '20:59' }] },
      {},
      ['availability'],
    ],
    [
      'one day short',
      { availability: [{ days: ['mon', 'wed'], from: '08:00', to: '22:00' }] },
      {},
      ['availability'],
    ],
  ])('name %s', (_what, context, change, expected) => {
    expect(reasons(context, change)).toEqual(expected);
  });

  it.each<[string, CareContext, Partial<Program>]>([
    ['any payer is taken', { payer: 'commercial' }, { payers: [] }],
    ['either way of attending will do', { modality: 'either' }, {}],
    ['no medication is taken', { moud: 'none' }, {}],
    ['no hours are stated', { availability: [] }, {}],
    [
      'care is round the clock',
      { availability: [{ days: ['sun'], from: '06:00', to: '07:00' }] },
      { tracks: [track({ days: [], from: null, to: null })] },
    ],
  ])('do not apply when %s', (_what, context, change) => {
    expect(reasons(context, change)).toEqual([]);
  });

  it('name every reason, not only the first', () => {
    const context = { region: 'worcester', payer: 'commercial', pregnant: true };
    expect(reasons(context, { payers: ['medicare'], level: 'OP' })).toEqual([
      'level',
      'region',
      'payer',
      'capability:pregnancy',
    ]);
  });

  it('do not let withdrawal that needs watching day and night into an ambulatory program', () => {
    const needs = needsOf('WM', {}, { supports: [], withdrawalSetting: '24-hour' });
    const programs = [
      program('ambulatory', { level: 'WM' }),
      program('beds', { level: 'WM', tracks: [track({ days: [], from: null, to: null })] }),
    ];
    const found = match(needs, anybody, programs, NOW);
    expect(found.map(({ programId, excludedBecause }) => [programId, excludedBecause])).toEqual([
      ['beds', []],
      ['ambulatory', ['capability:24-hour']],
    ]);
  });

  it('ask for what a level is not safe without, and weigh what only makes a program a better fit', () => {
    const supports = ['medically-managed', 'co-occurring-enhanced', 'family-services'];
    const needs = needsOf(
      'RES',
      { coOccurring: true, wheelchair: true, language: 'es', traumaInformed: true },
      { supports, withdrawalSetting: null },
    );
    const safe = ['medically-managed', 'co-occurring-enhanced', 'wheelchair', 'language:es'];
    const beds = { level: 'RES', tracks: [track({ days: [], from: null, to: null })] } as const;
    const found = match(
      needs,
      anybody,
      [
        program('fitting', { ...beds, capabilities: safe }),
        program('better', {
          ...beds,
          capabilities: [...safe, 'trauma-informed', 'family-services'],
        }),
        program('unsafe', { ...beds, capabilities: ['co-occurring', 'trauma-informed'] }),
      ],
      NOW,
    );
    expect(found.map(({ programId, excludedBecause }) => [programId, excludedBecause])).toEqual([
      ['better', []],
      ['fitting', []],
      ['unsafe', safe.map((name) => `capability:${name}`)],
    ]);
    expect(reasons({ language: 'en', wheelchair: false, familyServices: true })).toEqual([]);
  });

  it('name a track that declined', () => {
    const declined = { ...anybody, declined: ['harbor/evening'] };
    const needs = needsOf('IOP', {}, known);
    expect(match(needs, declined, [program('harbor')], NOW)[0]!.excludedBecause).toEqual([
      'declined',
    ]);
  });
});

describe('availability', () => {
  const evening = { days: ['mon'] as const, from: '18:00', to: '21:00' };
  const on = (days: ['mon' | 'sun'], from: string, to: string) => ({ days, from, to });

  it.each([
    ['adjoining hours', [on(['mon'], '17:00', '19:00'), on(['mon'], '19:00', '21:00')], true],
    ['a gap', [on(['mon'], '17:00', '19:00'), on(['mon'], '19:30', '21:00')], false],
    ['hours past midnight', [on(['mon'], '17:00', '02:00')], true],
    ['the end of a night before', [on(['sun'], '20:00', '21:00')], false],
    ['until midnight', [on(['mon'], '18:00', '00:00')], true],
  ])('of %s covers a session from 18 to 21: %s', (_what, availability, expected) => {
    expect(coversEverySession(availability, evening)).toBe(expected);
  });

  it('after midnight counts for the next day', () => {
    const early = { days: ['mon'] as const, from: '05:00', to: '06:00' };
    expect(coversEverySession([on(['sun'], '22:00', '06:00')], early)).toBe(true);
  });
});

describe('the score', () => {
  const scores = (context: CareContext, programs: Program[]) =>
    match(needsOf('IOP', context, known), anybody, programs, NOW).map(({ programId }) => programId);

  it('is the sum of its parts, between 0 and 1', () => {
    const context = { region: 'boston', modality: 'on-site' as const };
    const [best] = match(needsOf('IOP', context, known), anybody, [program('harbor')], NOW);
    const sum = Object.values(best!.parts).reduce((a, b) => a + b, 0);
    expect(best!.score).toBeCloseTo(sum, 3);
    expect(best!.score).toBeGreaterThan(0.5);
    expect(best!.score).toBeLessThanOrEqual(1);
    expect(Object.keys(best!.parts).toSorted()).toEqual(
      ['attends', 'certain', 'fresh', 'near', 'room', 'speciality', 'startsSoon'].toSorted(),
    );
  });

  it.each<[string, CareContext, Partial<Program>, Partial<Program>]>([
    ['the sooner start', {}, {}, { tracks: [track({ days: ['sat', 'sun', 'fri'] })] }],
    ['the program of the region', { region: 'boston' }, {}, { regions: ['boston', 'a', 'b'] }],
    ['more room', {}, {}, { tracks: [track({ used: 4 })] }],
    ['newer figures', {}, {}, { tracks: [staleTrack()] }],
    ['a program that needs no answer', {}, {}, { acceptance: 'by-offer' }],
    [
      'the way of attending somebody would rather have',
      { modality: 'virtual' },
      { tracks: [track({ modality: 'virtual' })] },
      {},
    ],
  ])('prefers %s', (_what, context, better, worse) => {
    expect(scores(context, [program('a', worse), program('b', better)])).toEqual(['b', 'a']);
  });

  it('orders equals by name, so that the same input gives the same answer', () => {
    expect(scores({}, [program('b'), program('a')])).toEqual(['a', 'b']);
  });

  it('puts a full track that fits before those that do not fit', () => {
    const full = program('full', { tracks: [track({ capacity: 0 })] });
    expect(scores({}, [program('a', { level: 'OP' }), full])).toEqual(['full', 'a']);
  });
});

describe('a large directory', () => {
  const others = Array.from({ length: 80 }, (_, index) =>
    program(`other-${index}`, { level: 'OP', regions: ['far'] }),
  );
  const near = program('near-op', { level: 'OP' });
  const sameLevel = program('far-iop', { regions: ['far'] });

  it('keeps programs of the level or the region of the person', () => {
    const needs = needsOf('IOP', { region: 'boston' }, known);
    const kept = match(needs, anybody, [...others, near, sameLevel], NOW);
    expect(
      kept.map(({ programId, excludedBecause }) => [programId, excludedBecause.join()]),
    ).toEqual([
      ['near-op', 'level'],
      ['far-iop', 'region'],
    ]);
  });

  it('is kept as a whole while it is small', () => {
    const needs = needsOf('IOP', { region: 'boston' }, known);
    expect(match(needs, anybody, others.slice(0, 40), NOW)).toHaveLength(40);
  });
});

function staleTrack() {
  const fresh = track();
  return { ...fresh, places: { ...fresh.places, asOf: '2026-11-01T00:00:00Z' } };
}
