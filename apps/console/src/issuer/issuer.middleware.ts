import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { LocalIssuer } from './local-issuer.js';

/** Below the address of the console. */
const MOUNT = '/issuer';

/** Hands what is asked of the embedded issuer to it. */
@Injectable()
export class IssuerMiddleware implements NestMiddleware {
  readonly #issuer: LocalIssuer;

  constructor(issuer: LocalIssuer) {
    this.#issuer = issuer;
  }

  use(request: Request, response: Response, next: NextFunction): void {
    const { answer } = this.#issuer;
    if (!answer || !request.originalUrl.startsWith(`${MOUNT}/`)) return next();
    request.url = request.originalUrl.slice(MOUNT.length);
    answer(request, response).catch(next);
  }
}
