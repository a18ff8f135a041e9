import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { ALLOWED_SCOPES } from '../access/allow.js';
import { callerOf } from '../access/caller.js';
import { Problem, type ProblemBody } from '../http/problem.js';
import type { Scope } from '../access/scopes.js';
import { actingAs } from './act-journal.js';
import type { AuditTrail, RequestFacts } from './audit-trail.js';
import { factsOf } from './audit-trail.js';
import { AUDIT_FIRST } from './audit-first.js';
import { subjectsIn } from './subjects-in.js';

/** What a sender sends is kept whole as a message, with who sent it and what became of it. */
const KEPT_AS_MESSAGES: Scope = 'ingest.write';
const isOfSenders = (scope: Scope) => scope === KEPT_AS_MESSAGES;

/** Refusals that say what is malformed: nothing was asked of anybody's record. */
const MALFORMED = new Set([400, 413, 415, 428]);

/**
 * Keeps who saw and did what. An act is kept in its own transaction, a read that shows somebody before it is
 * answered, a refusal with its code. An answer that cannot be kept is not given.
 */
export class AuditInterceptor implements NestInterceptor {
  readonly #reflector: Reflector;
  readonly #trail: AuditTrail;

  constructor(reflector: Reflector, trail: AuditTrail) {
    this.#reflector = reflector;
    this.#trail = trail;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<Request>();
    const handler = context.getHandler();
    const scopes = this.#reflector.get<readonly Scope[] | undefined>(ALLOWED_SCOPES, handler) ?? [];
    const caller = callerOf(request);
    if (!caller || scopes.length === 0 || scopes.every(isOfSenders)) return next.handle();
    const facts = factsOf(request, caller.principal);
    const handle = () => lastValueFrom(next.handle(), { defaultValue: undefined });
    if (this.#reflector.get<boolean | undefined>(AUDIT_FIRST, handler))
      return from(this.#trail.keep(facts, askedAbout(request), 'done').then(handle));
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    return from(isRead ? this.#read(facts, handle) : this.#act(facts, handle));
  }

  async #read(facts: RequestFacts, handle: () => Promise<unknown>): Promise<unknown> {
    const answer = await handle();
    const isOfPersons = /\/v1\/persons(\/:id)?$/.test(facts.act);
    const subjects = new Set(subjectsIn(answer, isOfPersons));
    if (/\/persons\/:id/.test(facts.act) && facts.object !== null) subjects.add(facts.object);
    if (subjects.size > 0) await this.#trail.keep(facts, [...subjects], 'done');
    return answer;
  }

  async #act(facts: RequestFacts, handle: () => Promise<unknown>): Promise<unknown> {
    const act = { facts, isKept: false };
    try {
      const answer = await actingAs(act, handle);
      // What changed nothing through the lanes, such as a question by POST, is kept before it is answered.
      if (!act.isKept) await this.#trail.keep(facts, subjectsIn(answer, false), 'done');
      return answer;
    } catch (error) {
      const refusal = act.isKept ? undefined : refusalIn(error);
      if (refusal !== undefined) await this.#trail.keep(facts, [], refusal);
      throw error;
    }
  }
}

/** A search for a person is kept with them, whatever it finds. */
function askedAbout({ query }: Request): readonly string[] {
  const { personId } = query;
  return typeof personId === 'string' ? [personId.toLowerCase()] : [];
}

/** The code of a refusal that is kept. */
function refusalIn(error: unknown): string | undefined {
  if (!(error instanceof Problem) || MALFORMED.has(error.getStatus())) return undefined;
  return (error.getResponse() as ProblemBody).type.replace('urn:handrail:problem:', '');
}
