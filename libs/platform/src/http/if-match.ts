import type { Response } from 'express';
import { preconditionFailed, preconditionRequired } from './problem.js';

/**
 * The version of a thing that a caller has seen, from If-Match. Without one nothing may be done with it.
 *
 * @param thing what has the version, for the refusal: `placement`
 */
export function versionIn(ifMatch: string | undefined, thing: string): number {
  if (ifMatch === undefined || ifMatch.trim() === '') throw preconditionRequired();
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch.trim())?.[1];
  if (version === undefined) throw preconditionFailed(`If-Match is not an ETag of the ${thing}.`);
  return Number(version);
}

/** Answers something with its version, which the next act has to name. */
export function shown<T extends { readonly version: number }>(response: Response, view: T): T {
  response.setHeader('ETag', `"${view.version}"`);
  return view;
}
