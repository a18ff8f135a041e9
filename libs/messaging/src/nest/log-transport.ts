import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { lastValueFrom, throwError, type Observable } from 'rxjs';
import type { EventEnvelope } from '../engine/envelope.js';
import type { Handler } from '../engine/handlers.js';
import type { Moment } from '../engine/moment.js';
import { ignored } from '@handrail/domain';
import type { Outcome } from '../engine/outcome.js';

/** Second argument of `@EventPattern(type, {store})`; `default` when left out. */
interface PatternExtras {
  readonly store?: string;
}

/**
 * Keeps `@EventPattern` handlers and Nest's lifecycle while delivery stays with the messaging engine:
 * this strategy only collects the handlers and hands each event to its own one. Nest's Kafka server is
 * not used for events because it loses the cause of an error, blocks the partition of a failing
 * event, commits what has no handler and passes broken JSON on as text.
 */
export class LogTransport extends Server implements CustomTransportStrategy {
  readonly #handlers: Map<string, Handler>;
  readonly #onClose: () => Promise<void>;
  override readonly propagatesEventHandlerErrors = true;

  /**
   * @param handlers filled when Nest starts listening
   * @param onClose called when Nest closes the application; stops the engine
   */
  constructor(handlers: Map<string, Handler>, onClose: () => Promise<void>) {
    super();
    this.#handlers = handlers;
    this.#onClose = onClose;

    this.setTransportId(Symbol.for('handrail-log'));
  }

  listen(callback: (error?: unknown) => void): void {
    for (const [type, callbackOf] of this.messageHandlers) {
      if (!callbackOf.isEventHandler || callbackOf.next)
        return callback(new Error(`${type} needs exactly one @EventPattern handler`));
      const { store = 'default' } = (callbackOf.extras ?? {}) as PatternExtras;
      this.#handlers.set(type, {
        store,
        run: (event, at) => this.#run(callbackOf, event, at),
      });
    }
    callback();
  }

  async close(): Promise<void> {
    await this.#onClose();
  }

  on(): void {
    // The engine reports its state by readiness and metrics; there is no client to listen to.
  }

  unwrap<T>(): T {
    return this.#handlers as T;
  }

  async #run(
    callback: (event: EventEnvelope, at: Moment<unknown>) => Promise<unknown>,
    event: EventEnvelope,
    at: Moment<unknown>,
  ): Promise<Outcome<unknown>> {
    const answer: unknown = await callback(event, at);
    const answers = this.transformToObservable(answer) as Observable<Outcome<unknown> | undefined>;
    const outcome = await lastValueFrom(answers, { defaultValue: undefined });
    return outcome ?? ignored('nothing-to-do');
  }
}

/** Nest hides what a handler threw behind "Internal server error"; parking needs the real cause. */
@Catch()
export class CauseKeepingFilter implements RpcExceptionFilter {
  catch(exception: unknown): Observable<never> {
    return throwError(() => exception);
  }
}
