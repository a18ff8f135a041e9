import { stackFrames } from '@handrail/domain';
import { pino, type DestinationStream, type Logger as Pino } from 'pino';

/**
 * Fields a log line may carry. A list of what is allowed, not of what is forbidden: a field nobody
 * thought about stays out of the log. None of them can hold a name, an identifier or contact data.
 */
const ALLOWED = [
  'service',
  'role',
  'event',
  'eventId',
  'messageId',
  'personKey',
  'type',
  'topic',
  'partition',
  'offset',
  'count',
  'reason',
  'cause',
  'code',
  'disposition',
  'attempt',
  'durationMs',
  'method',
  'route',
  'status',
  'port',
  'host',
  'pid',
  'version',
  'source',
  'slots',
  'timer',
  'errorName',
  'errorCode',
  'errorAt',
  'context',
] as const;

export type LogFields = Partial<Record<(typeof ALLOWED)[number], string | number | boolean | null>>;

export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields & { error?: unknown }): void;
  child(fields: LogFields): Logger;
}

const allowed = new Set<string>(ALLOWED);

function pick(fields: Record<string, unknown> | undefined): Record<string, unknown> {
  if (!fields) return {};
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => allowed.has(name) && typeof value !== 'object',
    ),
  );
}

/**
 * An error's name, code and place, without its message: messages of databases and parsers repeat the
 * values that were wrong.
 */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const [place] = stackFrames(error);
  const errorCode = (error as { code?: unknown }).code;
  return {
    errorName: error.name,
    ...(typeof errorCode === 'string' || typeof errorCode === 'number' ? { errorCode } : {}),
    ...(place ? { errorAt: place.split('/').slice(-3).join('/') } : {}),
  };
}

export function createLogger(
  options: { readonly level: string; readonly fields?: LogFields },
  destination?: DestinationStream,
): Logger {
  const base = pick(options.fields);
  const root = pino(
    { level: options.level, base, timestamp: pino.stdTimeFunctions.isoTime },
    destination ?? pino.destination({ dest: 2, sync: false }),
  );
  return wrap(root);
}

function wrap(target: Pino): Logger {
  return {
    debug: (message, fields) => target.debug(pick(fields), message),
    info: (message, fields) => target.info(pick(fields), message),
    warn: (message, fields) => target.warn(pick(fields), message),
    error: (message, fields) =>
      target.error(
        { ...pick(fields), ...(fields && 'error' in fields ? errorFields(fields.error) : {}) },
        message,
      ),
    child: (fields) => wrap(target.child(pick(fields))),
  };
}
