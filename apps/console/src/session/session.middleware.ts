import { Inject, Injectable, type NestMiddleware } from '@nestjs/common';
import { noteBrowser, noteCaller, requestIdOf, SERVICE_SETTINGS } from '@handrail/platform';
import type { NextFunction, Request, Response } from 'express';
import type { ConsoleSettings } from '../console.settings.js';
import { SessionCookies } from './session-cookies.js';
import { Sessions } from './sessions.js';

/** Says whose session a request of the page belongs to; one with a token of its own keeps that. */
@Injectable()
export class SessionMiddleware implements NestMiddleware {
  readonly #sessions: Sessions;
  readonly #cookies: SessionCookies;

  constructor(sessions: Sessions, @Inject(SERVICE_SETTINGS) settings: ConsoleSettings) {
    this.#sessions = sessions;
    this.#cookies = new SessionCookies(settings.CONSOLE_URL);
  }

  use(request: Request, _response: Response, next: NextFunction): void {
    const id = this.#cookies.idIn(request);
    if (id === undefined || request.headers.authorization !== undefined) return next();
    this.#sessions.callerOf(id).then((caller) => {
      if (caller) {
        noteCaller(request, { ...caller, requestId: requestIdOf(request) });
        noteBrowser(request, caller.principal.actor);
      }
      next();
    }, next);
  }
}
