import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { checkMediaType, checkQuery, type DeclaredRequests } from './declared-requests.js';
import { carriesBody } from './request-bodies.middleware.js';

const READS = new Set(['GET', 'HEAD']);

/** Holds every request to what its endpoint says it takes. It stands before every endpoint of a service. */
export class DeclaredRequestsGuard implements CanActivate {
  readonly #declared: DeclaredRequests;

  constructor(declared: DeclaredRequests) {
    this.#declared = declared;
  }

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const route = (request.route as { path: string }).path;
    const declared = this.#declared.of(request.method, route);
    checkQuery(queryOf(request.originalUrl), declared.query);
    if (!READS.has(request.method))
      checkMediaType(request.headers['content-type'], carriesBody(request), declared);
    return true;
  }
}

const queryOf = (url: string) => (url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');
