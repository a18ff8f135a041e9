import { MESSAGING } from '@handrail/platform';
import type { Messaging, StateChange, UnitOfWork } from '@handrail/messaging';
import fc from 'fast-check';
import { Allocator } from '../allocation/allocator.service.js';
import { acts } from '../testing/act-commands.js';
import { determined, id, OFFER_EXPIRES, shown } from '../testing/builders.js';
import type { StayFact } from '../stay/domain/stay.js';
import {
  heard,
  livedThrough,
  merged,
  picture,
  pictureOfCare,
  turn,
  wrongWith,
} from '../testing/histories.js';
import { mixed, storiesOf, toldInOrder, type Story } from '../testing/stories.js';
import type { PlacementCommand } from '../testing/placement-decider.js';
import { RunningScheduling } from '../testing/running-scheduling.js';
import { openOffers } from './domain/offer.js';
import { confirmedOf, noPlacements, type PersonPlacements } from './domain/placement.js';
import { placementStore } from './placement.store.js';

/** As many as fit into a run of all tests; `HANDRAIL_HISTORIES=10000` for all of them. */
const HISTORIES = Number(process.env['HANDRAIL_HISTORIES'] ?? 200);
const SEED = Number(process.env['HANDRAIL_HISTORIES_SEED'] ?? 20261128);
/** Lives that are written in one transaction. */
const AT_ONCE = 250;

const HAND_MOVES = ['accept', 'decline', 'lapse', 'hold', 'release', 'end', 'extend'] as const;
type HandMove = (typeof HAND_MOVES)[number];

/** What happens to somebody beside what is told of them. */
interface Fate {
  /** Whether programs are asked, instead of taking everybody. */
  readonly isAsked: boolean;
  /** What people do, by the step after which they do it. */
  readonly moves: ReadonlyArray<{ readonly at: number; readonly what: HandMove }>;
  /** Before which step what the story tells of a second person is; then that one turns out to be the first. */
  readonly mergedAt: number | null;
}

interface Life extends Fate {
  readonly personId: string;
  readonly doubleId: string;
  readonly story: Story;
  readonly steps: readonly PlacementCommand[];
}

const fates: fc.Arbitrary<Fate> = fc.oneof(
  fc.record({
    isAsked: fc.boolean(),
    moves: fc.constant([]),
    mergedAt: fc.option(fc.nat(10)),
  }),
  fc.record({
    isAsked: fc.boolean(),
    moves: fc.array(fc.record({ at: fc.nat(10), what: fc.constantFrom(...HAND_MOVES) }), {
      maxLength: 5,
    }),
    mergedAt: fc.option(fc.nat(8)),
  }),
);

const livesOf = (count: number, seed: number): Life[] =>
  Array.from({ length: count }, (_, n) => {
    const who = ` of ${n}`;
    const [[story, picks, fate]] = fc.sample(
      fc.tuple(storiesOf(who), fc.array(fc.boolean(), { maxLength: 12 }), fates),
      { seed: seed + n, numRuns: 1 },
    ) as [[Story, boolean[], Fate]];
    const names = { personId: id(`person${who}`), doubleId: id(`double${who}`) };
    return { ...fate, ...names, story, steps: mixed(story, picks) };
  });

/** A move of people where it means something; nothing where it does not. */
function moved(person: PersonPlacements, what: HandMove): PersonPlacements {
  const asked = person.placements.find(({ status }) => status === 'offered');
  const offerId = asked && openOffers(asked)[0]?.id;
  const about = { placementId: asked?.id ?? '', offerId: offerId ?? '' };
  const held = confirmedOf(person, 'IOP');
  switch (what) {
    case 'accept':
      return offerId ? heard(person, { kind: 'accept-offer', ...about }) : person;
    case 'decline':
      return offerId ? heard(person, { kind: 'decline-offer', ...about, reason: 'other' }) : person;
    case 'lapse':
      return offerId
        ? heard(person, { kind: 'expire-offer', ...about, now: OFFER_EXPIRES })
        : person;
    default: {
      if (!held) return person;
      const { id: placementId, version } = held;
      const act = acts(what, { placementId, version });
      return heard(person, typeof act === 'function' ? act(person) : act);
    }
  }
}

const COUNTED = `
  SELECT t.program_id, t.used, t.held, t.used + t.held > t.capacity AS over,
    (SELECT count(*)::int FROM placement AS p WHERE p.program_id = t.program_id
       AND p.track_id = t.id AND p.status = 'confirmed') AS confirmed,
    (SELECT count(*)::int FROM offer AS o JOIN placement AS p ON p.id = o.placement_id
     WHERE o.program_id = t.program_id AND o.track_id = t.id AND p.status = 'offered'
       AND o.status IN ('sent', 'acknowledged')) AS open
  FROM track AS t WHERE t.program_id IN ('iop-program', 'res-program', 'rr-program') ORDER BY t.program_id`;

// Real: the rules, the store, the engine's transactions and the database with its CHECKs and indexes. The
// allocator rests: each life is given its places at the same moments, whoever else lives.
describe('lives that are told in any order, as they are stored', () => {
  let scheduling: RunningScheduling;
  let messaging: Messaging;

  beforeAll(async () => {
    scheduling = await RunningScheduling.start();
    messaging = scheduling.provided<Messaging>(MESSAGING);
    await scheduling.provided<Allocator>(Allocator).beforeApplicationShutdown();
    const hours = { days: ['mon', 'wed', 'fri'], from: '18:00', to: '21:00' };
    const beds = { days: [], from: null, to: null };
    for (const [program, level, when] of [
      ['iop-program', 'IOP', hours],
      ['res-program', 'RES', beds],
      ['rr-program', 'RR', beds],
    ] as const) {
      const track = { id: 'evening', ...when, modality: 'on-site', capacity: 100_000 };
      const { status } = await scheduling.call('/v1/programs', {
        method: 'POST',
        body: {
          ...{ id: program, name: program, level, regions: [], timeZone: 'America/New_York' },
          tracks: [track],
        },
      });
      expect(status).toBe(201);
    }
  });
  afterAll(() => scheduling.stop());

  const read = async (unit: UnitOfWork, lives: readonly Life[]) => {
    const ids = lives.flatMap(({ personId, doubleId }) => [personId, doubleId]);
    const found = await placementStore.load(unit.tx, ids);
    return (personId: string) => found.get(personId) ?? noPlacements(personId);
  };

  /** One step of some lives, in one transaction. */
  async function step(lives: readonly Life[], at: number): Promise<void> {
    const keys = lives.flatMap(({ personId, doubleId }) => [personId, doubleId]);
    await messaging.transact(keys, async (unit) => {
      const known = await read(unit, lives);
      const changes = lives.flatMap((life): StateChange<PersonPlacements>[] => {
        const [own, double] = [known(life.personId), known(life.doubleId)];
        for (const person of [own, double])
          if (wrongWith(person).length > 0) throw new Error(wrongWith(person).join());
        const acceptance = life.isAsked ? 'by-offer' : 'automatic';
        const lived = (person: PersonPlacements, command: PlacementCommand | undefined) => {
          let now = turn(command ? heard(person, command) : person, acceptance);
          for (const move of life.moves) if (move.at === at) now = moved(now, move.what);
          return now;
        };
        if (life.mergedAt === at) {
          const both = turn(merged(own, double), acceptance);
          const now = lived(both, life.steps[at]);
          return [
            { key: life.personId, before: own, after: now },
            { key: life.doubleId, before: double, after: noPlacements(life.doubleId) },
          ];
        }
        const command = life.steps[at];
        const isBeforeMerge = life.mergedAt !== null && at < life.mergedAt;
        const isOfDouble =
          isBeforeMerge && command !== undefined && life.story.ofDouble.has(command);
        const before = isOfDouble ? double : own;
        return [{ key: before.personId, before, after: lived(before, life.steps[at]) }];
      });
      await placementStore.save(
        unit.tx,
        changes.filter(({ before, after }) => before !== after),
      );
    });
  }

  it(
    `count what is theirs after every step, and end as told in order, ${HISTORIES} of them`,
    async () => {
      const started = performance.now();
      const lives = livesOf(HISTORIES, SEED);
      const last = Math.max(11, ...lives.map(({ steps }) => steps.length));
      const most = { confirmed: 0, open: 0, homes: 0 };
      for (let at = 0; at < last; at += 1) {
        for (let from = 0; from < lives.length; from += AT_ONCE)
          await step(lives.slice(from, from + AT_ONCE), at);
        const counted: Array<
          Record<'used' | 'held' | 'confirmed' | 'open', number> & { program_id: string }
        > = await scheduling.dataSource.query(COUNTED);
        for (const { used, held, confirmed, open, program_id: program, ...more } of counted) {
          expect({ used, held, ...more }).toMatchObject({
            ...{ used: confirmed, held: open, over: false },
          });
          most.confirmed = Math.max(most.confirmed, confirmed);
          most.open = Math.max(most.open, open);
          if (program === 'rr-program') most.homes = Math.max(most.homes, confirmed);
        }
      }
      let compared = 0;
      for (let from = 0; from < lives.length; from += AT_ONCE) {
        const some = lives.slice(from, from + AT_ONCE);
        const known = await messaging.transact([], (unit) => read(unit, some));
        for (const { personId, doubleId, story, isAsked, moves, mergedAt } of some) {
          for (const person of [known(personId), known(doubleId)])
            expect([personId, ...wrongWith(person)]).toEqual([personId]);
          // What people do answers what they saw at that moment: no other order has the same moments.
          if (moves.length > 0) continue;
          compared += 1;
          const pictured = mergedAt === null ? picture : pictureOfCare;
          const inOrder = livedThrough(toldInOrder(story), isAsked ? 'by-offer' : 'automatic');
          expect([personId, ...pictured(known(personId))]).toEqual([
            personId,
            ...pictured(inOrder),
          ]);
        }
      }
      // Lives in which nothing happens show nothing.
      expect(compared).toBeGreaterThan(HISTORIES / 4);
      expect(most.confirmed).toBeGreaterThan(HISTORIES / 10);
      expect(most.open).toBeGreaterThan(HISTORIES / 40);
      expect(most.homes).toBeGreaterThan(HISTORIES / 20);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      process.stderr.write(`${HISTORIES} lives through the database: ${seconds} s\n`);
    },
    60_000 + HISTORIES * 60,
  );

  it('counts a place no more that came with a merge and is asked for again in the same step', async () => {
    const [personId, doubleId] = [id('person of a merge'), id('double of a merge')];
    const care = { stayId: id('care'), facility: 'somewhere' };
    const setting = 'intensive-outpatient' as const;
    const stay = (fact: StayFact): PlacementCommand => ({ kind: 'note-stay', fact });
    const times = { startedAt: '2026-11-18T15:00:00.000Z', endedAt: '2026-11-25T15:00:00.000Z' };
    const eventId = id('end of care in a merge');
    const own = [
      stay({
        ...{ kind: 'stay-started', eventId: id('ward in a merge'), stayId: id('ward') },
        ...{ facility: 'elsewhere', setting: 'withdrawal-management', startedAt: times.endedAt },
      }),
      stay({ kind: 'stay-ended', eventId, ...care, setting, ...times, disposition: 'completed' }),
    ].reduce(heard, noPlacements(personId));
    const asks = determined('detox');
    const double = turn(
      heard(noPlacements(doubleId), {
        ...{ kind: 'request-place', event: 'of a merge' },
        determined: { ...asks, support: { ...asks.support, reasonAt: asks.determinedAt } },
      }),
    );
    const save = (...changes: StateChange<PersonPlacements>[]) =>
      messaging.transact([personId, doubleId], (unit) => placementStore.save(unit.tx, changes));
    const used = async () =>
      (await scheduling.dataSource.query<Array<{ used: number }>>(COUNTED))[0]!.used;
    const before = await used();
    await save(
      { key: personId, before: noPlacements(personId), after: own },
      { key: doubleId, before: noPlacements(doubleId), after: double },
    );
    expect(await used()).toBe(before + 1);

    const both = merged(own, double);
    const after = heard(both, stay({ kind: 'fact-retracted', retractedEventId: eventId }));
    expect(shown(both)).toEqual(['IOP completed finished']);
    expect(shown(after)).toEqual(['IOP requested']);
    await save(
      { key: personId, before: own, after },
      { key: doubleId, before: double, after: noPlacements(doubleId) },
    );
    expect(await used()).toBe(before);
  });
});
