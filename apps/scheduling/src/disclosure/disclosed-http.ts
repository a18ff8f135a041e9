import { DISCLOSURE_PURPOSES, type DisclosurePurpose } from '@handrail/domain';
import { ApiQuery } from '@nestjs/swagger';
import type { Response } from 'express';
import { badRequest } from '@handrail/platform';
import type { Disclosed } from './domain/decide-disclosure.js';

/** What somebody of another organisation wants to know it for. */
export const PurposeQuery = (): MethodDecorator & ClassDecorator =>
  ApiQuery({
    ...{ name: 'purpose', required: false, enum: DISCLOSURE_PURPOSES },
    description: 'What for, of somebody of another organisation; `treatment` when absent.',
  });

export function purposeIn(stated: string | undefined): DisclosurePurpose {
  if (stated === undefined) return 'treatment';
  const purpose = DISCLOSURE_PURPOSES.find((each) => each === stated);
  if (purpose) return purpose;
  throw badRequest('The purpose is none.', [
    {
      path: 'purpose',
      reason: 'is none of the purposes',
      accepted: DISCLOSURE_PURPOSES.join(', '),
    },
  ]);
}

/** Sends the notice of 42 CFR 2.32 along, by its version, and keeps the answer out of caches on the way. */
export function withNotice(response: Response, disclosed: Disclosed | null): void {
  if (!disclosed) return;
  response.setHeader('handrail-disclosure-notice', disclosed.notice.text);
  response.setHeader('handrail-disclosure-notice-version', disclosed.notice.version);
  response.setHeader('cache-control', 'no-store');
}
