/** The part of a logger the core needs; fields are safe codes, counts and ids only. */
export interface LogSink {
  info(message: string, fields?: Record<string, string | number>): void;
  warn(message: string, fields?: Record<string, string | number>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

export const silentLog: LogSink = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
