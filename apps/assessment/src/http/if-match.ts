import type { Response } from 'express';
import { preconditionFailed, preconditionRequired } from '@handrail/platform';

const etagOf = (version: number): string => `"${version}"`;

/** The version a caller has seen. Without one nothing may be changed. */
export function versionIn(ifMatch: string | undefined): number {
  if (ifMatch === undefined || ifMatch.trim() === '') throw preconditionRequired();
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch.trim())?.[1];
  if (version === undefined) throw preconditionFailed('If-Match is not an ETag of a reassessment.');
  return Number(version);
}

/** Answers a reassessment with its version, which the next act has to name. */
export function shown<T extends { readonly version: number }>(response: Response, view: T): T {
  response.setHeader('ETag', etagOf(view.version));
  return view;
}
