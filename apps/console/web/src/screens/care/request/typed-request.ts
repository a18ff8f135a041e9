import type { TypedRequest } from '../../../../../src/care-requests/domain/to-event.js';

/** What the form holds: texts as typed, empty where nothing was. */
export const EMPTY = {
  requestedBy: 'self',
  organisation: '',
  number: '',
  issuer: '',
  family: '',
  given: '',
  birthDate: '',
  level: '',
  pregnant: '',
  injecting: '',
  housing: '',
  region: '',
} as const;
export type RequestForm = Readonly<Record<keyof typeof EMPTY, string>>;

/** What is missing before the form can be sent; nothing when it can. */
export function missingIn({ number, issuer, family, birthDate }: RequestForm): string | null {
  if (number !== '') return issuer === '' ? 'Say who issued the number.' : null;
  if (family !== '' && birthDate !== '') return null;
  return 'Name the person by a number with its issuer, or by family name and birth date.';
}

const YES_OR_NO: Readonly<Record<string, boolean | undefined>> = { yes: true, no: false };

/** The form as it is sent: only what was typed. */
export function typedRequest(form: RequestForm, requestId: string, now: string): TypedRequest {
  const { requestedBy, pregnant, injecting, ...texts } = form;
  const flags = { pregnant: YES_OR_NO[pregnant], injecting: YES_OR_NO[injecting] };
  const filled = Object.entries({ ...texts, ...flags }).flatMap(([name, value]) => {
    const trimmed = typeof value === 'string' ? value.trim() : value;
    return trimmed === '' || trimmed === undefined ? [] : [[name, trimmed] as const];
  });
  return {
    ...{ requestId, requestedAt: now, requestedBy: requestedBy as TypedRequest['requestedBy'] },
    ...Object.fromEntries(filled),
  };
}
