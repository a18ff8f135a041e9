import type { LoggerService } from '@nestjs/common';
import { errorFields, type Logger } from './logger.js';

/**
 * Nest's log lines in our format. Nest's messages name classes and routes; an error object is reduced
 * to its name and place like everywhere else.
 */
export class NestLogger implements LoggerService {
  readonly #target: Logger;

  constructor(target: Logger) {
    this.#target = target;
  }

  log(): void {
    // Nest tells every route and module at start; the services say themselves when they are up.
  }

  debug(): void {
    // As above.
  }

  verbose(): void {
    // As above.
  }

  warn(message: unknown, context?: unknown): void {
    this.#target.warn(textOf(message), contextOf(context));
  }

  error(message: unknown, stack?: unknown, context?: unknown): void {
    const known = message instanceof Error ? errorFields(message) : {};
    this.#target.error(textOf(message), { ...contextOf(context ?? stack), ...known });
  }

  fatal(message: unknown): void {
    this.error(message);
  }
}

const textOf = (message: unknown) =>
  typeof message === 'string' ? message : 'the framework reports a failure';

const contextOf = (context: unknown) =>
  typeof context === 'string' && context.length < 80 && !context.includes('\n') ? { context } : {};
