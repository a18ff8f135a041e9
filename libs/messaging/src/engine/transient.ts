import { types } from 'node:util';

/**
 * Errors that pass by themselves: the same work is tried again. Everything else is looked at as bad
 * data or a bad release. SQLSTATE classes from the PostgreSQL manual, appendix A.
 */
const TRANSIENT_SQLSTATES: Readonly<Record<string, string>> = {
  '40001': 'serialization failure',
  '40P01': 'deadlock detected',
  '55P03': 'lock not available within lock_timeout',
  '57014': 'statement cancelled',
  '57P01': 'server is shutting down',
  '57P02': 'server crashed',
  '57P03': 'server is starting',
  '57P05': 'session was idle too long',
  '25P03': 'transaction was idle too long',
  '53300': 'too many connections',
  '53100': 'disk full',
  '53200': 'out of memory',
};

const TRANSIENT_NODE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Also true for errors of Node itself inside a test runner, which has an `Error` of its own. */
export const isError = (value: unknown): value is Error =>
  value instanceof Error || types.isNativeError(value);

/** node-postgres reports a lost connection without a code, by one of these sentences. */
const LOST_CONNECTION =
  /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client was closed/;

export function isTransient(error: unknown): boolean {
  if (!isError(error)) return false;
  if (error instanceof CommitUnknownError) return true;
  const { errors } = error as { errors?: unknown };
  if (Array.isArray(errors)) return errors.some(isTransient);
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') {
    if (code in TRANSIENT_SQLSTATES || code.startsWith('08')) return true;
    if (TRANSIENT_NODE_CODES.has(code)) return true;
  }
  return LOST_CONNECTION.test(error.message);
}

/** The server's own end while it answers: what was being committed may be in its log already. */
const SERVER_ENDED = new Set(['57P01', '57P02', '57P03']);

/** Whether an error of COMMIT leaves open what became of it: any but one the server decided. */
export function leavesCommitOpen(error: unknown): boolean {
  if (!isTransient(error)) return false;
  const { code } = error as { code?: unknown };
  const decided = typeof code === 'string' && code in TRANSIENT_SQLSTATES;
  return !decided || SERVER_ENDED.has(code);
}

/**
 * The connection broke while COMMIT was under way, so nobody knows whether it took effect. It passes
 * like any transient failure, but only work that recognises its own repetition may be tried again.
 */
export class CommitUnknownError extends Error {
  constructor(cause: unknown) {
    super('the connection was lost during COMMIT', { cause });
    this.name = 'CommitUnknownError';
  }
}

/** Pause before try number `attempt` (from 1): 50 ms doubling to 5 s, spread by a fifth. */
export function backoffMs(attempt: number): number {
  const base = Math.min(5_000, 50 * 2 ** Math.min(attempt - 1, 10));
  return base * (0.9 + Math.random() * 0.2);
}

export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));
