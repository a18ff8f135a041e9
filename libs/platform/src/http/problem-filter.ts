import { randomUUID } from 'node:crypto';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { DomainError } from '@handrail/domain';
import { CommitUnknownError, isTransient } from '@handrail/messaging';
import type { Request, Response } from 'express';
import type { Logger } from '../log/logger.js';
import { Problem, type ProblemBody } from './problem.js';

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  404: 'Not found',
  405: 'This method is not offered here',
  413: 'The body is too large',
  415: 'This media type is not accepted',
};

/** Codes of refusals that mean: there is no such thing. */
const NOT_THERE = new Set(['not-parked', 'not-refused']);

const OUTCOME_UNKNOWN = 'urn:handrail:problem:outcome-unknown';

/**
 * Writes every error as RFC 9457. Only texts we wrote ourselves reach the caller: messages of parsers
 * and of the database repeat what was sent, and that may be personal data.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log: Logger;
  readonly #isStopping: () => boolean;

  /** @param isStopping whether whatever fails now fails because the service goes */
  constructor(log: Logger, isStopping: () => boolean = () => false) {
    this.#log = log;
    this.#isStopping = isStopping;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const request = host.switchToHttp().getRequest<Request>();
    const body = this.#bodyOf(error, request);
    if (response.headersSent) {
      response.end();
      return;
    }
    // Repeating is right when nothing happened, and a person's decision when something may have.
    if (body.status === 503 && body.type !== OUTCOME_UNKNOWN)
      response.setHeader('retry-after', '2');
    response.status(body.status).type('application/problem+json').send(JSON.stringify(body));
  }

  #bodyOf(error: unknown, request: Request): ProblemBody {
    if (error instanceof Problem) return error.getResponse() as ProblemBody;
    if (error instanceof HttpException) return plain(error.getStatus());
    const status = (error as { status?: unknown } | null)?.status;
    if (typeof status === 'number' && status >= 400 && status < 500) return plain(status);
    if (error instanceof DomainError)
      return {
        type: `urn:handrail:problem:${error.code}`,
        title: 'The present state does not allow this',
        status: NOT_THERE.has(error.code) ? 404 : 409,
        detail: error.message,
      };
    const incident = randomUUID();
    const fields = {
      method: request.method,
      route: (request.route as { path?: string } | undefined)?.path ?? 'unknown',
      code: incident,
      error,
    };
    if (this.#isStopping()) this.#log.info('request ended with the service', fields);
    else this.#log.error('request failed', fields);
    if (isOutcomeUnknown(error))
      return {
        type: OUTCOME_UNKNOWN,
        title: 'It may have happened',
        status: 503,
        detail:
          'The database was lost while it confirmed the change. Look whether it is there before you ' +
          `repeat the request. Incident ${incident}.`,
      };
    const transient = this.#isStopping() || isTransient(error);
    return {
      type: `urn:handrail:problem:${transient ? 'unavailable' : 'internal'}`,
      title: transient ? 'Try again shortly' : 'Something went wrong here',
      status: transient ? 503 : 500,
      detail: `Nothing was changed. Incident ${incident}.`,
    };
  }
}

/** Whoever passes such an error on may have wrapped it. */
function isOutcomeUnknown(error: unknown): boolean {
  for (let at = error; isError(at); at = at.cause)
    if (at instanceof CommitUnknownError) return true;
  return false;
}

const isError = (value: unknown): value is Error => value instanceof Error;

function plain(status: number): ProblemBody {
  const title = TITLES[status] ?? 'The request was refused';
  const detail = status === 400 ? 'The body or a parameter could not be read.' : `${title}.`;
  const errors =
    status === 400
      ? [{ path: '/', reason: 'could not be read', accepted: 'see /openapi.json' }]
      : undefined;
  return {
    type: `urn:handrail:problem:http-${status}`,
    title,
    status,
    detail,
    ...(errors ? { errors } : {}),
  };
}
