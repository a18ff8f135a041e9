import type { WaitingAnswer } from '@handrail/contracts';
import type { FakeReply, FakeRequest } from './fake-services.js';

const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
const id = (at: number): string => `0199a2f0-7c11-7a10-8b1e-00000${String(at).padStart(7, '0')}`;

const waits = (at: number, changes: Partial<WaitingAnswer>): WaitingAnswer => ({
  ...{ placementId: id(6_000 + at), personId: id(500 + at), level: 'IOP', region: 'boston' },
  ...{ priorityClass: 4, classSince: ago(300), requestedAt: ago(300), waitReason: 'full' },
  ...{ clocks: [], entries: [], isPaused: false, version: 2 },
  ...changes,
});
const clock = (name: 'due48h' | 'due14' | 'due120' | 'state-referral' | 'contact') => ({
  ...{ clock: name, startedAt: ago(300), metAt: null },
});

/** Plays the waiting list of scheduling, every state of a clock among it. */
export class FakeWaitlist {
  readonly waiting: readonly WaitingAnswer[] = [
    waits(1, {
      ...{ priorityClass: 1, classSince: ago(40) },
      clocks: [
        { ...clock('due48h'), state: 'missed', dueAt: ago(4) },
        { ...clock('due14'), state: 'at-risk', dueAt: ago(-36) },
        { ...clock('state-referral'), state: 'running', dueAt: ago(-20) },
        { ...clock('contact'), state: 'running', dueAt: ago(-200) },
      ],
      entries: [
        { id: id(1), kind: 'contact', at: ago(20), until: null, codes: ['not-reached'] },
        { id: id(2), kind: 'referral', at: ago(22), until: null, codes: [] },
      ],
    }),
    waits(2, {
      priorityClass: 3,
      clocks: [
        { ...clock('due48h'), state: 'met-late', dueAt: ago(250), metAt: ago(240) },
        { ...clock('due14'), state: 'replaced', dueAt: ago(10) },
        { ...clock('due120'), state: 'running', dueAt: ago(-2_000) },
      ],
      entries: [{ id: id(3), kind: 'interim', at: ago(240), until: null, codes: ['prenatal'] }],
    }),
    waits(3, {
      ...{ waitReason: 'no-matching-program', isPaused: true },
      clocks: [{ ...clock('contact'), state: 'paused', dueAt: null }],
      entries: [{ id: id(4), kind: 'pause', at: ago(9), until: null, codes: ['in-hospital'] }],
    }),
  ];
  readonly done: Array<{ readonly act: string; readonly body: unknown }> = [];

  readonly answer = (request: FakeRequest): FakeReply | undefined => {
    const { method, path, query, ifMatch, body } = request;
    if (method === 'GET' && path === '/v1/waitlist') {
      const items = this.waiting.filter((each) => each.waitReason === query.get('waitReason'));
      return { status: 200, body: { items, nextCursor: null } };
    }
    if (method === 'GET' && path === '/v1/waitlist/forecast') {
      const items = this.waiting.map(({ placementId, personId, level, waitReason }, at) => ({
        ...{ placementId, personId, level, likelyAt: at === 0 ? ago(-24 * 9) : null },
        because: at === 0 ? null : waitReason === 'full' ? 'too-far-ahead' : waitReason,
      }));
      const erred = { measured: 214, errorDays: 3.4, movingAverageErrorDays: 6.1 };
      return {
        status: 200,
        body: { items, nextCursor: null, errors: [{ level: 'IOP', ...erred }] },
      };
    }
    const [, found, act] = /^\/v1\/waitlist\/([0-9a-f-]{36})\/([a-z-]+)$/.exec(path) ?? [];
    const row = this.waiting.find(({ placementId }) => placementId === found);
    if (!row || !act) return undefined;
    if (ifMatch !== `"${row.version}"`)
      return { status: 412, body: { title: 'Changed meanwhile', status: 412 } };
    this.done.push({ act, body });
    return { status: 200, body: { id: found, version: row.version } };
  };
}
