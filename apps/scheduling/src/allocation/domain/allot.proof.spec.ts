import fc from 'fast-check';
import type { CareContext } from '@handrail/contracts';
import { match } from '../../matching/domain/match.js';
import { worthStoring } from '../../placement/stored-candidates.js';
import type { Program } from '../../program/domain/program.js';
import { NOW, program, track } from '../../testing/builders.js';
import { allot, askedOf } from './allot.js';
import { needsIn, type InLine } from './in-line.js';

const regions = ['north', 'south'];
const contexts = fc.record<CareContext>(
  {
    region: fc.constantFrom(...regions),
    payer: fc.constantFrom('medicaid', 'medicare'),
    pregnant: fc.constant(true),
    coOccurring: fc.constant(true),
  },
  { requiredKeys: [] },
);

const requests = contexts.chain((context) =>
  fc.record({
    context: fc.constant(context),
    declined: fc.array(fc.nat(9), { maxLength: 2 }),
    minutes: fc.nat(600),
  }),
);

const programs = fc.record({
  level: fc.constantFrom('IOP', 'IOP', 'PHP', 'RES'),
  region: fc.subarray(regions, { minLength: 1 }),
  payers: fc.subarray(['medicaid', 'medicare']),
  capabilities: fc.subarray(['pregnancy', 'co-occurring']),
  closed: fc.boolean(),
  places: fc.record({ capacity: fc.nat(4), used: fc.nat(4) }),
});

/** A directory of up to some hundred tracks: small ones are weighed whole, large ones by level. */
const directories = fc.array(programs, { minLength: 1, maxLength: 160 }).map((made) =>
  made.map(({ level, region, places, ...rest }, n): Program => {
    const id = `program-${String(n).padStart(3, '0')}`;
    const tracks = [track(places)];
    return program(id, { ...rest, level: level as Program['level'], regions: region, tracks });
  }),
);

const inLine = (
  { context, declined, minutes }: { context: CareContext; declined: number[]; minutes: number },
  n: number,
): InLine => ({
  ...{ id: `request-${n}`, personId: `person-${n}`, level: 'IOP', priorityClass: 4 },
  need: { context, supports: [], withdrawalSetting: null, placeFrom: null },
  requestedAt: new Date(Date.parse(NOW) - minutes * 60_000).toISOString(),
  declinedTracks: declined.map((each) => `program-00${each}`),
  ...{ restingTracks: [], onlyPrograms: null, preferredTrack: null, freeFrom: null },
  ...{ isNew: true, needGroup: null, exceptedTracks: [], consents: [] },
});

/** The directory after some places were given, as it would be read again. */
const withGiven = (known: readonly Program[], given: ReadonlyMap<string, number>): Program[] =>
  known.map((each) => ({
    ...each,
    tracks: each.tracks.map(({ places, ...rest }) => ({
      ...rest,
      places: { ...places, used: places.used + (given.get(each.id) ?? 0) },
    })),
  }));

describe('giving out places with a quick look at the directory', () => {
  it('keeps what weighing every track of every program anew for each would keep', () => {
    fc.assert(
      fc.property(directories, fc.array(requests, { maxLength: 12 }), (known, asked) => {
        const line = asked.map(inLine);
        const directory = { programs: known, version: 1, weighedVersion: 1 };
        const given = new Map<string, number>();
        for (const allotment of allot({ line, knownUpTo: new Map() }, directory, { now: NOW })) {
          if (allotment.kind !== 'place') continue;
          const request = line.find(({ id }) => id === allotment.placementId)!;
          const now = withGiven(known, given);
          const whole = match(needsIn(request), askedOf(request, NOW), now, NOW);
          const { place, candidates } = allotment;
          expect(worthStoring(candidates, place)).toEqual(worthStoring(whole, place));
          expect([place.programId, place.trackId]).toEqual(bestWithRoom(whole));
          given.set(place.programId, (given.get(place.programId) ?? 0) + 1);
        }
      }),
      { seed: 20261128, numRuns: 300 },
    );
  });
});

function bestWithRoom(candidates: ReturnType<typeof match>): string[] {
  const [best] = candidates.filter(({ excludedBecause }) => excludedBecause.length === 0);
  return best ? [best.programId, best.trackId] : [];
}
