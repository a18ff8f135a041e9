import type { Level } from '@handrail/domain';
import type { DeterminationData, Ratings, StageChange } from '@handrail/contracts';
import { type CareReassessment } from '../api/care.js';
import type { FakeReply, FakeRequest } from './fake-services.js';
import { fakeOverrides, fakePolicies, fakeSimulation } from './fake-policies.js';
import { determinationOf } from './made-up-policy.js';

type Mutable = { -readonly [K in keyof CareReassessment]: CareReassessment[K] };
type Body = Readonly<Record<string, unknown>>;

/** What the service calls a change, by the act that makes it. */
const CHANGES: Readonly<Record<string, string>> = {
  ...{ claim: 'claimed', 'hand-off': 'handed-off', snooze: 'snoozed', draft: 'draft-saved' },
  ...{ ratings: 'proposal-made', determine: 'level-determined', override: 'level-determined' },
  ...{ 'request-information': 'information-requested', outreach: 'outreach-tried' },
};

const now = (): string => new Date().toISOString();
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const problem = (status: number, code: string, title: string, more: object = {}): FakeReply => ({
  status,
  body: { type: `urn:handrail:problem:${code}`, title, status, detail: `${title}.`, ...more },
});

/**
 * Plays the assessment service for the Care area: keeps reassessments, their versions and who holds
 * them, and refuses as that service does. Its policy is made up; its answers have the real shape.
 */
export class FakeAssessment {
  readonly reassessments = new Map<string, Mutable>();
  /** Acts that were done, in order. */
  readonly done: { readonly id: string; readonly act: string; readonly body: Body }[] = [];

  add(one: CareReassessment): void {
    this.reassessments.set(one.id, { ...one });
  }

  one(id: string): CareReassessment {
    const found = this.reassessments.get(id);
    if (!found) throw new Error(`no reassessment ${id}`);
    return found;
  }

  readonly answer = (request: FakeRequest): FakeReply | undefined => {
    const { method, path, query } = request;
    const [, id = '', act] =
      /^\/v1\/reassessments\/([0-9a-f-]{36})(?:\/([a-z-]+))?$/.exec(path) ?? [];
    if (path === '/v1/reassessments') return { status: 200, body: this.#queue(query) };
    if (path === '/v1/reassessments/queue-counts')
      return { status: 200, body: this.#counts(query) };
    if (path === '/v1/measures/overrides') return { status: 200, body: fakeOverrides };
    if (path.startsWith('/v1/policies')) return this.#policies(request);
    if (!id) return undefined;
    const found = this.reassessments.get(id);
    if (!found) return problem(404, 'not-found', 'There is no such reassessment');
    if (method === 'GET' && act === 'determinations')
      return { status: 200, body: { items: made(found) } };
    if (method === 'GET') return { status: 200, body: found };
    return this.#act(found, act ?? '', request);
  };

  /** Does what somebody at another console would do: no browser is told of it. */
  elsewhere(id: string, act: string, body: Body): void {
    const { version } = this.one(id);
    this.answer({
      ...{ method: 'POST', path: `/v1/reassessments/${id}/${act}`, body },
      ...{ query: new URLSearchParams(), ifMatch: `"${version}"` },
    });
  }

  #queue(query: URLSearchParams): object {
    const items = this.#queued(query.get('queue') ?? 'all', query.get('owner'));
    return { items: items.map((one) => ({ ...one, due: dueOf(one) })), nextCursor: null };
  }

  #counts(query: URLSearchParams): object {
    const views = ['all', 'unassigned', 'mine', 'overdue', 'snoozed'];
    return Object.fromEntries(
      views.map((view) => [view, this.#queued(view, query.get('owner')).length]),
    );
  }

  #queued(view: string, owner: string | null): Mutable[] {
    return [...this.reassessments.values()]
      .filter((one) => !one.determination && !one.withdrawn)
      .filter((one) => (view === 'snoozed') === (one.stage === 'snoozed'))
      .filter((one) => view !== 'unassigned' || one.claimedBy === null)
      .filter((one) => view !== 'mine' || one.claimedBy === owner)
      .filter((one) => view !== 'overdue' || dueOf(one) === 'overdue');
  }

  #policies({ path, query, body }: FakeRequest): FakeReply | undefined {
    const [, version = '', act = ''] = /^\/v1\/policies\/([^/]+)\/([a-z]+)$/.exec(path) ?? [];
    if (act === 'simulate')
      return { status: 200, body: fakeSimulation(version, body as Body, this.reassessments) };
    if (act === 'evaluate') {
      const { ratings } = (body ?? {}) as { ratings?: Ratings };
      if (ratings) return { status: 200, body: determinationOf(ratings, version) };
      const errors = [{ path: '/ratings', reason: 'is missing', accepted: 'six ratings' }];
      return problem(400, 'invalid-input', 'The inputs are not valid', { errors });
    }
    const found = fakePolicies(path, query.get('since'));
    return found ? { status: 200, body: found } : undefined;
  }

  #act(one: Mutable, act: string, { ifMatch, body }: FakeRequest): FakeReply {
    const said = (body ?? {}) as Body;
    if (ifMatch !== `"${one.version}"`)
      return problem(412, 'version-changed', 'Somebody changed it meanwhile', {
        currentVersion: one.version,
        holder: holder(one),
        lastChange: one.lastChange ?? null,
      });
    const by = text(said['by']) || null;
    const refused = refusal(one, act, by);
    if (refused) return refused;
    change(one, act, said, by);
    one.version += 1;
    this.done.push({ id: one.id, act, body: said });
    one.lastChange = { what: CHANGES[act] ?? act, by, at: now() };
    return { status: 200, body: one };
  }
}

const holder = (one: CareReassessment) =>
  one.claimedBy === null ? null : { by: one.claimedBy, since: one.claimedAt };

const dueOf = (one: CareReassessment): string => {
  const left = Date.parse(one.dueAt ?? '') - Date.now();
  return left < 0 ? 'overdue' : left < 3_600_000 ? 'due-soon' : 'on-time';
};

function refusal(one: CareReassessment, act: string, by: string | null): FakeReply | null {
  if (act === 'claim' && one.claimedBy !== null)
    return problem(409, 'already-claimed', 'Somebody holds it', { holder: holder(one) });
  if (act === 'override') return null;
  if (one.determination) return problem(409, 'already-determined', 'A level has been determined');
  if (['determine', 'draft'].includes(act) && one.claimedBy !== by)
    return problem(409, 'held-by-another', 'Somebody else holds it', { holder: holder(one) });
  if (act === 'determine' && !one.proposal?.level)
    return problem(409, 'ratings-incomplete', 'The policy gives no level');
  return null;
}

function change(one: Mutable, act: string, said: Body, by: string | null): void {
  const at = now();
  const stage = (name: string, reason: string | null = null) => {
    const step: StageChange = { stage: name, by, reason, effectiveAt: at, recordedAt: at };
    Object.assign(one, { stage: name, stageSince: at, history: [...(one.history ?? []), step] });
  };
  switch (act) {
    case 'claim':
      Object.assign(one, { claimedBy: by, claimedAt: at, status: 'in-progress' });
      return stage('assigned');
    case 'hand-off':
      Object.assign(one, { claimedBy: said['to'] ?? null, claimedAt: said['to'] ? at : null });
      return stage(said['to'] ? 'assigned' : 'unassigned', text(said['reason']));
    case 'snooze':
      one.snoozedUntil = text(said['until']);
      return stage('snoozed', text(said['reason']));
    case 'request-information':
      one.informationRequests = [{ by: by ?? '', asks: text(said['asks']), at, answeredAt: null }];
      return stage('waiting-for-information');
    case 'draft':
      one.draft = { ...(said as object), savedAt: at } as CareReassessment['draft'];
      return;
    case 'ratings': {
      const ratings = said['ratings'] as Ratings;
      const context = { ...one.context, ...(said['context'] as object) };
      Object.assign(one, { ratings, context, ratedAt: at, staleRatings: [] });
      one.proposal = determinationOf(ratings, '2026.1');
      return;
    }
    default:
      return decide(one, said, at);
  }
}

function decide(one: Mutable, said: Body, at: string): void {
  const policy: DeterminationData = one.determination ?? one.proposal!;
  const level = (text(said['level']) as Level) || policy.level;
  if (said['level'])
    one.override = {
      ...{ reasonCode: text(said['reasonCode']), role: text(said['role']), by: text(said['by']) },
      ...{ text: text(said['text']), policyLevel: policy.level },
    };
  one.determination = { ...policy, level };
  delete one.proposal;
  Object.assign(one, { status: 'determined', stage: 'determined', stageSince: at });
  Object.assign(one, { determinedAt: at, decidedBy: 'clinician', draft: null });
}

const made = (one: CareReassessment): object[] =>
  one.determination
    ? [
        {
          ...{ determinationId: one.id, determinedAt: one.determinedAt, decidedBy: one.decidedBy },
          ...{ policyVersion: '2026.1', level: one.determination.level, result: one.determination },
          ...{ override: one.override ?? null, reproduced: true },
        },
      ]
    : [];
