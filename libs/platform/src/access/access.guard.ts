import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import type { DeclaredRequests } from '../http/declared-requests.js';
import { notAllowed, otherActor, unauthenticated } from './access-problems.js';
import { ALLOWED_SCOPES } from './allow.js';
import { callerOf } from './caller.js';
import { isForNetworkOnly, isOutside, OPEN_TO_OTHERS, otherOrganisation } from './outside.js';
import type { Principal } from './principal.js';
import type { Scope } from './scopes.js';
import { settleActor } from './settle-actor.js';

/** Keeps that somebody who is known was refused, and why. */
export type KeepRefusal = (request: Request, principal: Principal, code: string) => Promise<void>;

/**
 * Stands before every endpoint of a service: one that says neither who may nor that all may opens to nobody. Who
 * is known and refused is kept.
 */
export class AccessGuard implements CanActivate {
  readonly #reflector: Reflector;
  readonly #declared: DeclaredRequests;
  readonly #network: readonly string[];
  readonly #keepRefusal: KeepRefusal;

  constructor(
    reflector: Reflector,
    declared: DeclaredRequests,
    network: readonly string[],
    keepRefusal: KeepRefusal,
  ) {
    this.#reflector = reflector;
    this.#declared = declared;
    this.#network = network;
    this.#keepRefusal = keepRefusal;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const scopes = this.#reflector.get<readonly Scope[] | undefined>(
      ALLOWED_SCOPES,
      context.getHandler(),
    );
    if (scopes?.length === 0) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const caller = callerOf(request);
    if (!caller) throw unauthenticated(response, false);
    const { principal } = caller;
    if (!scopes?.some((scope) => principal.scopes.has(scope))) {
      await this.#keepRefusal(request, principal, 'not-allowed');
      throw notAllowed(response, scopes ?? []);
    }
    const opensToOthers =
      this.#reflector.get<boolean | undefined>(OPEN_TO_OTHERS, context.getHandler()) === true;
    if (isOutside(principal, this.#network) && isForNetworkOnly(scopes, opensToOthers)) {
      await this.#keepRefusal(request, principal, 'other-organisation');
      throw otherOrganisation();
    }
    const claimed = this.#settleActor(request, principal);
    if (claimed === undefined) return true;
    await this.#keepRefusal(request, principal, 'other-actor');
    throw otherActor(claimed);
  }

  /** The member of the body that names somebody else; undefined when all is well. */
  #settleActor(request: Request, principal: Principal): string | undefined {
    const { path } = request.route as { path: string };
    const fields = this.#declared.of(request.method, path).actor;
    const body: unknown = request.body ?? {};
    if ((!fields.by && !fields.role) || !isFields(body)) return undefined;
    const settled = settleActor(body, fields, principal);
    if (settled.kind === 'claims-another') return settled.path;
    if (principal.kind !== 'local') request.body = settled.body;
    return undefined;
  }
}

const isFields = (body: unknown): body is Record<string, unknown> =>
  typeof body === 'object' && body !== null && !Array.isArray(body) && !Buffer.isBuffer(body);
