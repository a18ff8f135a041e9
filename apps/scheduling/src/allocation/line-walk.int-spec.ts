import type { CareContext } from '@handrail/contracts';
import { queryableOn, type Queryable } from '@handrail/messaging';
import { poolOf } from '@handrail/platform';
import fc from 'fast-check';
import type { Program } from '../program/domain/program.js';
import { RunningScheduling } from '../testing/running-scheduling.js';
import { Allocator } from './allocator.service.js';
import { allot } from './domain/allot.js';
import type { Directory } from './domain/directory.js';
import type { LineFront } from './domain/in-line.js';
import { openTracks } from './domain/open-tracks.js';
import { KnownDirectory } from './known-directory.js';
import { frontByGroups, frontByWalk } from './line.sql.js';

const PROGRAMS = 30;
const PEOPLE = 240;
const REGIONS = 4;
const SEED = 20261128;

const contexts = (prefix: string) =>
  fc.record<CareContext>(
    {
      region: fc.nat(REGIONS - 1).map((n) => `${prefix}-${n}`),
      payer: fc.constantFrom('medicaid', 'medicare'),
      pregnant: fc.constant(true),
      injecting: fc.constant(true),
      coOccurring: fc.constant(true),
    },
    { requiredKeys: [] },
  );

// Real: the scheduling service and its database. The allocator rests once everybody waits, and what it would
// give is worked out from the line as it is found by groups, and as it is walked.
describe('a line that is walked from its front', () => {
  let scheduling: RunningScheduling;
  let db: Queryable;
  let known: Directory;

  beforeAll(async () => {
    scheduling = await RunningScheduling.start();
    const prefix = `walk-${Date.now()}`;
    const draw = (n: number) => (n * 7919 + SEED) % 12;
    for (let n = 0; n < PROGRAMS; n += 1)
      await scheduling.addProgram(0, {
        regions: [`${prefix}-${n % REGIONS}`, ...(draw(n) < 4 ? [`${prefix}-${(n + 1) % 4}`] : [])],
        payers: [[], ['medicaid'], ['medicaid', 'medicare']][draw(n) % 3],
        capabilities: [[], ['pregnancy'], ['pregnancy', 'co-occurring']][draw(n + 5) % 3],
      });
    const asked = fc.sample(contexts(prefix), { seed: SEED, numRuns: PEOPLE });
    await scheduling.settled(await scheduling.decide(...asked.map((context) => ({ context }))));
    await scheduling.provided<Allocator>(Allocator).beforeApplicationShutdown();
    db = queryableOn(poolOf(scheduling.dataSource));
    known = await scheduling.provided<KnownDirectory>(KnownDirectory).read(db);
  }, 120_000);
  afterAll(() => scheduling.stop());

  /** The directory with so many places free in each of its tracks of the test. */
  const withRoom = (free: readonly number[]): Directory => {
    let at = 0;
    const programs = known.programs.map((program): Program => ({
      ...program,
      tracks: program.tracks.map((track) => {
        const capacity = track.places.capacity === 0 ? (free[at++] ?? 0) : track.places.used;
        return { ...track, places: { ...track.places, capacity, takenElsewhere: 0, blocked: 0 } };
      }),
    }));
    return { ...known, programs };
  };

  const givenIn = (front: LineFront, directory: Directory): string[] =>
    allot(front, directory, { now: new Date().toISOString() }).flatMap((allotment) =>
      allotment.kind === 'place'
        ? [`${allotment.placementId} ${allotment.place.programId}/${allotment.place.trackId}`]
        : [],
    );

  it('gives whom the groups give, in the same order, whatever has room', async () => {
    let given = 0;
    let cut = 0;
    const rooms = fc.array(fc.oneof(fc.constant(0), fc.nat(3)), {
      ...{ minLength: PROGRAMS, maxLength: PROGRAMS },
    });
    const turns = fc.sample(fc.tuple(rooms, fc.constantFrom(3, 20, 60, 200)), {
      ...{ seed: SEED, numRuns: 40 },
    });
    for (const [free, atMost] of turns) {
      const directory = withRoom(free);
      const open = openTracks(directory, new Set());
      const walked = await frontByWalk(db, open, atMost);
      if (!walked) {
        cut += 1;
        continue;
      }
      const [a, b] = [
        givenIn(walked, directory),
        givenIn(await frontByGroups(db, open, atMost), directory),
      ];
      // A turn may end earlier than another, and the next one goes on; nobody is passed over in either.
      const common = Math.min(a.length, b.length);
      expect(a.slice(0, common)).toEqual(b.slice(0, common));
      expect(common > 0).toBe(a.length > 0 || b.length > 0);
      given += common;
    }
    expect(given).toBeGreaterThan(200);
    expect(cut).toBeLessThan(20);
  });
});
