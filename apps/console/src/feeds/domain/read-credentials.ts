import type { CredentialAnswer } from '@handrail/contracts';
import { array, object, string, strings } from '../../services/domain/json.js';

const KINDS = ['listener', 'authority', 'sender', 'client'] as const;
const MS_OF_DAY = 86_400_000;
/** So long before the end somebody has to be asked for the next certificate. */
const SOON_DAYS = 30;

export interface CredentialRow extends CredentialAnswer {
  /** `over` once it has run out, `soon` in its last thirty days; null where nobody knows its end. */
  readonly end: 'later' | 'soon' | 'over' | null;
}

/** Reads `GET /v1/credentials` of intake: what runs out first is first. */
export function readCredentials(body: unknown, nowMs: number): CredentialRow[] {
  const rows = array(object(body)['items']).flatMap((item) => readCredential(item, nowMs) ?? []);
  return rows.toSorted((a, b) => endOf(a).localeCompare(endOf(b)));
}

const endOf = ({ expiresAt }: CredentialRow): string => expiresAt ?? 'unknown';

function readCredential(value: unknown, nowMs: number): CredentialRow | null {
  const found = object(value);
  const kind = KINDS.find((each) => each === found['kind']);
  const name = string(found['name']);
  if (!kind || !name) return null;
  const expiresAt = string(found['expiresAt']);
  return { kind, name, speaks: strings(found['speaks']), expiresAt, end: endAt(expiresAt, nowMs) };
}

function endAt(expiresAt: string | null, nowMs: number): CredentialRow['end'] {
  const leftMs = expiresAt === null ? NaN : Date.parse(expiresAt) - nowMs;
  if (Number.isNaN(leftMs)) return null;
  if (leftMs <= 0) return 'over';
  return leftMs <= SOON_DAYS * MS_OF_DAY ? 'soon' : 'later';
}
