import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Inject, Injectable, type NestMiddleware } from '@nestjs/common';
import { SERVICE_SETTINGS } from '@handrail/platform';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import type { ConsoleSettings } from '../console.settings.js';
import { appFolder, loadBundle } from './web-bundle.js';
import type { WebFile } from './web-bundle.js';
import { MISSING_PAGE } from './missing-page.js';

/** Paths that are no page: an unknown one of them must answer 404, not the page. */
const NOT_A_PAGE = /^\/(v1|health|metrics|openapi|assets|issuer)([/.]|$)/;
const NONCE_PLACE = '__CSP_NONCE__';

/**
 * Serves the built page, and for every address inside the page its `index.html`, so that a copied
 * link opens what it names. Sets the security headers of every answer of the console.
 */
@Injectable()
export class WebPageMiddleware implements NestMiddleware {
  readonly #files: ReadonlyMap<string, WebFile>;
  readonly #headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'", (_, res) => `'nonce-${nonceOf(res as Response)}'`],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });

  constructor(@Inject(SERVICE_SETTINGS) settings: ConsoleSettings) {
    this.#files = loadBundle(settings.CONSOLE_WEB_DIR ?? join(appFolder(), 'dist', 'web'));
  }

  use(req: Request, res: Response, next: NextFunction): void {
    res.locals['nonce'] = randomBytes(16).toString('base64');
    this.#headers(req, res, (error?: unknown) =>
      error ? next(error) : this.#answer(req, res, next),
    );
  }

  #answer(req: Request, res: Response, next: NextFunction): void {
    if (req.method !== 'GET' && req.method !== 'HEAD') return next();
    const path = req.originalUrl.split('?')[0] ?? '/';
    const file = path === '/index.html' ? undefined : this.#files.get(path);
    if (file) return sendFile(req, res, file);
    if (NOT_A_PAGE.test(path) || !req.accepts('html')) return next();
    const index = this.#files.get('/index.html');
    const page = index ? index.body.toString() : MISSING_PAGE;
    res
      .status(index ? 200 : path === '/' ? 200 : 503)
      .setHeader('cache-control', 'no-store')
      .type('html')
      .send(page.replaceAll(NONCE_PLACE, nonceOf(res)));
  }
}

function sendFile(req: Request, res: Response, file: WebFile): void {
  const packed = file.gzip && req.acceptsEncodings('gzip') ? file.gzip : null;
  res.setHeader('content-type', file.type);
  res.setHeader('vary', 'accept-encoding');
  res.setHeader(
    'cache-control',
    file.lasting ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
  );
  if (packed) res.setHeader('content-encoding', 'gzip');
  res.end(req.method === 'HEAD' ? undefined : (packed ?? file.body));
}

const nonceOf = (res: Response): string => String(res.locals['nonce']);
