import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ownHosts } from './allowed-hosts.js';
import { refusalOf } from './browser-requests.js';

/** Refuses what a page of another origin sends, and what was sent to a name that is not ours. */
export function refuseStrangers(settings: {
  readonly HOST: string;
  readonly ALLOWED_HOSTS: readonly string[];
}): RequestHandler {
  const allowed = [...ownHosts(settings.HOST), ...settings.ALLOWED_HOSTS];
  return (request: Request, _response: Response, next: NextFunction) => {
    const header = (name: string) => request.get(name);
    next(
      refusalOf(
        {
          method: request.method,
          path: request.path,
          host: header('host'),
          origin: header('origin'),
          site: header('sec-fetch-site'),
          mode: header('sec-fetch-mode'),
          destination: header('sec-fetch-dest'),
        },
        allowed,
      ),
    );
  };
}
