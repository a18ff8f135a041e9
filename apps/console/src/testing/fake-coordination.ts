import type { FakeReply, FakeRequest } from './fake-services.js';

const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
const id = (at: number): string => `0199a2f0-7c11-7a10-8b1e-00000${String(at).padStart(7, '0')}`;

/** A placement as scheduling lists it. */
const listed = (at: number, changes: object) => ({
  ...{ id: id(3_000 + at), personId: id(500 + at), version: 4, level: 'IOP', status: 'confirmed' },
  ...{ programId: 'harbor-iop', programName: 'Harbor Intensive Outpatient', priorityClass: 4 },
  ...{ requestedAt: ago(200), updatedAt: ago(3), needsReview: null, notStartedSince: null },
  ...changes,
});

const nobodyTakes = {
  meanwhile: {
    ...{ placementId: id(3_100), level: 'PHP', status: 'confirmed' },
    programName: 'Harbor Day Program',
  },
  ...{ status: 'waitlisted', programId: null, programName: null, priorityClass: 2 },
  emptiedBy: [
    { code: 'capability:pregnancy', programs: 7 },
    { code: 'region', programs: 3 },
  ],
};

/** Plays scheduling for who coordinates care: its lists of work, and the act that clears one. */
export class FakeCoordination {
  readonly placements = new Map<string, Record<string, unknown>>(
    [
      listed(1, { needsReview: 'hold-over' }),
      listed(2, { needsReview: 'went-elsewhere', status: 'withdrawn' }),
      listed(3, nobodyTakes),
      listed(4, { notStartedSince: ago(20) }),
      listed(5, { askPersonBy: ago(-30) }),
      listed(6, { askPersonBy: ago(7) }),
    ].map((placement) => [placement.id, placement]),
  );
  readonly done: { readonly act: string; readonly body: unknown }[] = [];

  readonly answer = ({
    method,
    path,
    query,
    ifMatch,
    body,
  }: FakeRequest): FakeReply | undefined => {
    const [, answered] = /^\/v1\/placements\/([0-9a-f-]{36})\/person-answer$/.exec(path) ?? [];
    const known = answered && this.placements.get(answered);
    if (known) {
      this.done.push({ act: 'person-answer', body });
      known['askPersonBy'] = null;
      return { status: 200, body: known };
    }
    if (method === 'GET' && path === '/v1/placements')
      return { status: 200, body: { items: this.#list(query), nextCursor: null } };
    const [, found = '', act] =
      /^\/v1\/placements\/([0-9a-f-]{36})\/(reviewed|review-again)$/.exec(path) ?? [];
    const placement = this.placements.get(found);
    if (!placement || !act) return undefined;
    if (ifMatch !== `"${String(placement['version'])}"`)
      return { status: 412, body: { title: 'Changed meanwhile', status: 412 } };
    this.done.push({ act, body });
    placement['was'] ??= placement['needsReview'];
    placement['needsReview'] = act === 'reviewed' ? null : placement['was'];
    placement['version'] = Number(placement['version']) + 1;
    return { status: 200, body: placement };
  };

  #list(query: URLSearchParams): object[] {
    const all = [...this.placements.values()];
    if (query.has('needsReview')) return all.filter((each) => each['needsReview'] !== null);
    if (query.has('askPerson')) return all.filter((each) => each['askPersonBy']);
    if (query.has('notStarted')) return all.filter((each) => each['notStartedSince'] !== null);
    return all.filter((each) => each['status'] === 'waitlisted');
  }
}
