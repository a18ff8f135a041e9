import { DomainError } from '@handrail/domain';

/** A stable code for why applying failed; never the error's text, which may repeat values. */
export function failureCode(error: unknown): string {
  if (error instanceof DomainError) return `rule:${error.code}`;
  if (!(error instanceof Error)) return 'rule:unknown';
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  // A code of five is the database's; Node has codes of its own, which say less than the error's name.
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code))
    return `sql:${code}${typeof constraint === 'string' ? `:${constraint}` : ''}`;
  return `rule:${error.name}`;
}
