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

  add(task: CareReassessment): void {
    this.reassessments.set(task.id, { ...task });
  }

  find(id: string): CareReassessment {
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
    const { version } = this.find(id);
    this.answer({
      ...{ method: 'POST', path: `/v1/reassessments/${id}/${act}`, body },
      ...{ query: new URLSearchParams(), ifMatch: `"${version}"` },
    });
  }

  #queue(query: URLSearchParams): object {
    const items = this.#queued(query.get('queue') ?? 'all', query.get('owner'));
    return { items: items.map((task) => ({ ...task, due: dueOf(task) })), nextCursor: null };
  }

  #counts(query: URLSearchParams): object {
    const views = ['all', 'unassigned', 'mine', 'overdue', 'snoozed'];
    return Object.fromEntries(
      views.map((view) => [view, this.#queued(view, query.get('owner')).length]),
    );
  }

  #queued(view: string, owner: string | null): Mutable[] {
    return [...this.reassessments.values()]
      .filter((task) => !task.determination && !task.withdrawn)
      .filter((task) => (view === 'snoozed') === (task.stage === 'snoozed'))
      .filter((task) => view !== 'unassigned' || task.claimedBy === null)
      .filter((task) => view !== 'mine' || task.claimedBy === owner)
      .filter((task) => view !== 'overdue' || dueOf(task) === 'overdue');
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

  #act(task: Mutable, act: string, { ifMatch, body }: FakeRequest): FakeReply {
    const sent = (body ?? {}) as Body;
    if (ifMatch !== `"${task.version}"`)
      return problem(412, 'version-changed', 'Somebody changed it meanwhile', {
        currentVersion: task.version,
        holder: holder(task),
        lastChange: task.lastChange ?? null,
      });
    const by = text(sent['by']) || null;
    const refused = refusal(task, act, by);
    if (refused) return refused;
    change(task, act, sent, by);
    task.version += 1;
    this.done.push({ id: task.id, act, body: sent });
    task.lastChange = { what: CHANGES[act] ?? act, by, at: now() };
    return { status: 200, body: task };
  }
}

const holder = (task: CareReassessment) =>
  task.claimedBy === null ? null : { by: task.claimedBy, since: task.claimedAt };

const dueOf = (task: CareReassessment): string => {
  const left = Date.parse(task.dueAt ?? '') - Date.now();
  return left < 0 ? 'overdue' : left < 3_600_000 ? 'due-soon' : 'on-time';
};

function refusal(task: CareReassessment, act: string, by: string | null): FakeReply | null {
  if (act === 'claim' && task.claimedBy !== null)
    return problem(409, 'already-claimed', 'Somebody holds it', { holder: holder(task) });
  if (act === 'override') return null;
  if (task.determination) return problem(409, 'already-determined', 'A level has been determined');
  if (['determine', 'draft'].includes(act) && task.claimedBy !== by)
    return problem(409, 'held-by-another', 'Somebody else holds it', { holder: holder(task) });
  if (act === 'determine' && !task.proposal?.level)
    return problem(409, 'ratings-incomplete', 'The policy gives no level');
  return null;
}

function change(task: Mutable, act: string, sent: Body, by: string | null): void {
  const at = now();
  const stage = (name: string, reason: string | null = null) => {
    const step: StageChange = { stage: name, by, reason, effectiveAt: at, recordedAt: at };
    Object.assign(task, { stage: name, stageSince: at, history: [...(task.history ?? []), step] });
  };
  switch (act) {
    case 'claim':
      Object.assign(task, { claimedBy: by, claimedAt: at, status: 'in-progress' });
      return stage('assigned');
    case 'hand-off':
      Object.assign(task, { claimedBy: sent['to'] ?? null, claimedAt: sent['to'] ? at : null });
      return stage(sent['to'] ? 'assigned' : 'unassigned', text(sent['reason']));
    case 'snooze':
      task.snoozedUntil = text(sent['until']);
      return stage('snoozed', text(sent['reason']));
    case 'request-information':
      task.informationRequests = [{ by: by ?? '', asks: text(sent['asks']), at, answeredAt: null }];
      return stage('waiting-for-information');
    case 'draft':
      task.draft = { ...(sent as object), savedAt: at } as CareReassessment['draft'];
      return;
    case 'ratings': {
      const ratings = sent['ratings'] as Ratings;
      const context = { ...task.context, ...(sent['context'] as object) };
      Object.assign(task, { ratings, context, ratedAt: at, staleRatings: [] });
      task.proposal = determinationOf(ratings, '2026.1');
      return;
    }
    default:
      return decide(task, sent, at);
  }
}

function decide(task: Mutable, sent: Body, at: string): void {
  const policy: DeterminationData = task.determination ?? task.proposal!;
  const level = (text(sent['level']) as Level) || policy.level;
  if (sent['level'])
    task.override = {
      ...{ reasonCode: text(sent['reasonCode']), role: text(sent['role']), by: text(sent['by']) },
      ...{ text: text(sent['text']), policyLevel: policy.level },
    };
  task.determination = { ...policy, level };
  delete task.proposal;
  Object.assign(task, { status: 'determined', stage: 'determined', stageSince: at });
  Object.assign(task, { determinedAt: at, decidedBy: 'clinician', draft: null });
}

const made = (task: CareReassessment): object[] =>
  task.determination
    ? [
        {
          ...{
            determinationId: task.id,
            determinedAt: task.determinedAt,
            decidedBy: task.decidedBy,
          },
          ...{
            policyVersion: '2026.1',
            level: task.determination.level,
            result: task.determination,
          },
          ...{ override: task.override ?? null, reproduced: true },
        },
      ]
    : [];
