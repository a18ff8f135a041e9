import { capacityRow } from './fake-capacity.js';
import type { FakeReply, FakeRequest } from './fake-services.js';

type Answers = (request: FakeRequest) => FakeReply | undefined;

const id = (at: number): string => `0199a2f0-7c11-7a10-8b1e-00000${String(at).padStart(7, '0')}`;
const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const day = (days: number): string => inHours(days * 24).slice(0, 10);
const ok = (body: object): FakeReply => ({ status: 200, body });

const EVERY_DAY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const PROGRAM = {
  ...{ id: 'harbor-evening', name: 'Harbor Intensive Outpatient', level: 'IOP', timeZone: 'UTC' },
  tracks: [
    {
      ...{ id: 'evening', days: EVERY_DAY, from: '00:30', to: '03:30', capacity: 8, used: 3 },
      ...{ held: 1, occupied: 4, free: 4, asOf: inHours(-5) },
    },
  ],
};

/** A placement of the program, as scheduling lists it. */
const placed = (at: number, changes: object) => ({
  ...{ id: id(4_000 + at), personId: id(700 + at), version: 2, level: 'IOP', status: 'confirmed' },
  ...{ programId: PROGRAM.id, programName: PROGRAM.name, trackId: 'evening', startsOn: day(-7) },
  ...{ needs: [], attended: false, arrivedAt: null, heldSince: null, notStartedSince: null },
  ...{ expiresAt: null, ...changes },
});

/** Plays scheduling and intake for the admission desk of one program. */
export class FakeDesk {
  readonly people = [
    placed(1, { needs: ['pregnancy', 'language:es'], attended: true }),
    placed(2, { startsOn: day(-1) }),
    placed(3, { startsOn: day(3), needs: ['moud'] }),
  ];
  offers = [
    placed(4, { status: 'offered', expiresAt: inHours(0.4), needs: ['wheelchair'] }),
    placed(5, { status: 'offered', expiresAt: inHours(2) }),
  ];
  refusesNames = false;
  readonly answered: { readonly id: string; readonly answer: string; readonly body: unknown }[] =
    [];
  readonly sheets: Record<string, unknown>[] = [];

  readonly counted: unknown[] = [];

  readonly scheduling: Answers = ({ method, path, query, body }) => {
    if (path === '/v1/capacity' && query.get('programId') === PROGRAM.id)
      return ok({ items: [capacityRow({ programId: PROGRAM.id })], nextCursor: null });
    if (path === `/v1/programs/${PROGRAM.id}/tracks/evening/places`) {
      this.counted.push(body);
      return ok(capacityRow({ programId: PROGRAM.id }));
    }
    if (path === '/v1/programs') return ok({ items: [PROGRAM], nextCursor: null });
    if (path === `/v1/programs/${PROGRAM.id}`) return ok(PROGRAM);
    if (path === '/v1/offers' && query.get('programId') === PROGRAM.id)
      return ok({ items: this.offers, nextCursor: null });
    if (path === '/v1/placements' && query.get('programId') === PROGRAM.id)
      return ok({ items: this.people, nextCursor: null });
    const [, offer, answer] = /^\/v1\/offers\/([^/]+)\/(accept|decline)$/.exec(path) ?? [];
    if (method !== 'POST' || !offer || !answer) return undefined;
    if (this.refusesNames && (body as { by?: string }).by !== undefined)
      return { status: 400, body: { title: 'Not valid', status: 400, errors: [{ path: '/by' }] } };
    this.answered.push({ id: offer, answer, body });
    this.offers = this.offers.filter((each) => each.id !== offer);
    return ok({});
  };

  readonly intake: Answers = ({ method, path, body }) => {
    if (path === '/v1/attendance/hours') return ok({ items: [this.#hours()] });
    if (path !== '/v1/attendance') return undefined;
    if (method === 'GET') return ok({ items: this.sheets.flatMap(({ entries }) => entries ?? []) });
    this.sheets.push(body as Record<string, unknown>);
    return ok({ isNew: true });
  };

  /** Intake with what it answers otherwise. */
  intakeBeside(others: Answers | null): Answers {
    return (request) => this.intake(request) ?? others?.(request);
  }

  #hours(): object {
    const [first] = this.people;
    return { placementId: first!.id, attendedHours: 9, attended: 3, excused: 0, unexcused: 1 };
  }
}
