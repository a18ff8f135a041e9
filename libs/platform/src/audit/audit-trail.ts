import type { Queryable } from '@handrail/messaging';
import type { Request } from 'express';
import { requestIdOf } from '../access/caller.js';
import type { Principal } from '../access/principal.js';
import { appendAudit, appendAuditOfEach } from './append-audit.sql.js';
import type { AuditFacts } from './audit-entry.js';

export type RequestFacts = Omit<AuditFacts, 'subjects' | 'outcome'>;

/** A reason that is a code goes into the audit; words stay with what they are about. */
const CODE = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** What a request is, without what came of it. */
export function factsOf(request: Request, principal: Principal): RequestFacts {
  const { purpose, reason } = (request.body ?? {}) as Record<string, unknown>;
  const { path } = request.route as { path: string };
  const [object] = Object.values(request.params as Record<string, string>);
  const { actor, client, organisation } = principal;
  return {
    ...{ actor: actorOf(request, principal) ?? actor, client, organisation },
    act: `${request.method} ${path}`,
    object: object?.slice(0, 200) ?? null,
    purpose: typeof purpose === 'string' ? purpose : isCode(reason) ? reason : null,
    requestId: requestIdOf(request),
  };
}

const isCode = (value: unknown): value is string => typeof value === 'string' && CODE.test(value);

/** From this machine without a token the body names who acts; that it did so stays visible. */
function actorOf(request: Request, { kind, actor }: Principal): string | undefined {
  const { by } = (request.body ?? {}) as Record<string, unknown>;
  const isNamed = kind === 'local' && typeof by === 'string' && by.length <= 100;
  return isNamed ? `${actor}:${by}` : undefined;
}

/** What is kept of requests outside of an act's own transaction: reads, refusals. */
export class AuditTrail {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** Resolves when it is kept: what it is about happens, or is answered, after that. */
  keep(facts: RequestFacts, subjects: readonly string[], outcome: string): Promise<void> {
    return appendAudit(this.#database, { ...facts, subjects, outcome });
  }

  /** The same of each of these things, a row for each, in one statement. */
  keepEach(facts: RequestFacts, objects: readonly string[], outcome: string): Promise<void> {
    return appendAuditOfEach(this.#database, { ...facts, subjects: [], outcome }, objects);
  }
}
