import { preconditionFailed, preconditionRequired } from '@handrail/platform';
import type { Response } from 'express';

/** The version of a placement that a caller has seen. Without one nothing may be done with it. */
export function versionIn(ifMatch: string | undefined): number {
  if (ifMatch === undefined || ifMatch.trim() === '') throw preconditionRequired();
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch.trim())?.[1];
  if (version === undefined) throw preconditionFailed('If-Match is not an ETag of a placement.');
  return Number(version);
}

/** Answers a placement with its version, which the next act has to name. */
export function shown<T extends { readonly version: number }>(response: Response, view: T): T {
  response.setHeader('ETag', `"${view.version}"`);
  return view;
}
