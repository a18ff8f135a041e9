import type { SubscribeOptions, Subscription, SubscriptionHealth } from '../../log/event-log.js';
import { STUCK_AFTER_MS } from '../../engine/loops.js';
import type { ClientSettings } from './kafka-client.js';
import { whyOf } from './kafka-error.js';
import { KafkaMember } from './kafka-member.js';

/** A member that lived so long was well: its end is a new failure, not the last one continued. */
const WELL_AFTER_MS = 30_000;

/**
 * Keeps a group member alive for as long as the subscription lasts: when one dies, for whatever
 * reason, the next is built after a pause that grows from failure to failure. Meanwhile `health`
 * says why nothing is read.
 */
export class KafkaSubscription implements Subscription {
  readonly #settings: ClientSettings;
  readonly #options: SubscribeOptions;
  readonly #instanceId: string;
  readonly #paused = new Set<string>();
  #member: KafkaMember | undefined;
  #why: string | undefined = 'the group has not been joined yet';
  #stopping: Promise<void> | undefined;
  #wake: (() => void) | undefined;
  /** Resolves once it was stopped and nothing of it runs any more. */
  readonly over: Promise<void>;
  #onFirstJoin: () => void = () => undefined;
  readonly #firstJoin = new Promise<void>((resolve) => (this.#onFirstJoin = resolve));

  constructor(settings: ClientSettings, options: SubscribeOptions, instanceId: string) {
    this.#settings = settings;
    this.#options = options;
    this.#instanceId = instanceId;

    this.over = this.#keepAlive();
  }

  /** Resolves when the group was joined; gives up and rejects after the time set for it. */
  async joined(): Promise<void> {
    const { joinTimeoutMs } = this.#settings.timing;
    let late: NodeJS.Timeout | undefined;
    const timeout = new Promise<'late'>((resolve) => {
      late = setTimeout(() => resolve('late'), joinTimeoutMs);
    });
    const outcome = await Promise.race([this.#firstJoin, timeout]);
    clearTimeout(late);
    if (outcome !== 'late') return;
    const why = this.#why;
    await this.stop();
    throw new Error(`The group ${this.#options.group} was not joined: ${why ?? 'no reason known'}`);
  }

  pause(topic: string): void {
    this.#paused.add(topic);
    this.#member?.applyPause(topic);
  }

  resume(topic: string): void {
    if (!this.#paused.delete(topic)) return;
    this.#member?.applyPause(topic);
    this.#member?.fetchAnew();
  }

  health(): SubscriptionHealth {
    // A member that falls silent is given up and closed long before: this one cannot be.
    const silentMs = this.#member?.silentMs() ?? 0;
    if (silentMs > STUCK_AFTER_MS) {
      const stuck = `a member has not ended ${Math.round(silentMs / 1000)} s after its last answer`;
      return { ok: false, why: stuck, stuck };
    }
    return this.#present();
  }

  #present(): SubscriptionHealth {
    if (this.#stopping) return { ok: false, why: 'the subscription was stopped' };
    if (this.#why !== undefined) return { ok: false, why: this.#why };
    const stuck = this.#member?.stuckAt();
    if (stuck) return { ok: false, why: `the handler of ${stuck} gives no sign of life` };
    const silentMs = this.#member?.silentMs() ?? 0;
    if (silentMs > this.#settings.timing.sessionTimeoutMs)
      return { ok: false, why: `Kafka has not answered for ${Math.round(silentMs / 1000)} s` };
    return { ok: true };
  }

  assignments(): ReadonlyArray<{ readonly topic: string; readonly partition: number }> {
    return this.#why === undefined ? (this.#member?.assignments() ?? []) : [];
  }

  oldestInHandMs(topic: string, partition: number): number | undefined {
    return this.#member?.oldestInHandMs({ topic, partition });
  }

  get group(): string {
    return this.#options.group;
  }

  stop(): Promise<void> {
    this.#stopping ??= (async () => {
      this.#wake?.();
      await this.#member?.close();
      await this.over;
    })();
    return this.#stopping;
  }

  async #keepAlive(): Promise<void> {
    let failures = 0;
    while (!this.#stopping) {
      const startedAt = Date.now();
      const reason = await this.#oneLife(failures);
      if (this.#stopping) return;
      failures = Date.now() - startedAt > WELL_AFTER_MS ? 1 : failures + 1;
      this.#report(whyOf(reason), failures);
      await this.#pauseAfter(failures);
    }
  }

  /** Lives one member's life to its end and returns what ended it. */
  async #oneLife(failures: number): Promise<unknown> {
    let member: KafkaMember | undefined;
    try {
      member = new KafkaMember({
        settings: this.#settings,
        options: this.#options,
        instanceId: this.#instanceId,
        paused: this.#paused,
        onJoined: () => this.#joinedBy(failures),
      });
      this.#member = member;
      return await member.live();
    } catch (error) {
      return error;
    } finally {
      await member?.close();
      this.#member = undefined;
    }
  }

  /** A broker that stays away is one line and then one for every doubling of the attempts. */
  #report(why: string, failures: number): void {
    const isNews = why !== this.#why || Math.log2(failures) % 1 === 0;
    this.#why = why;
    const fields = { context: this.#options.group, reason: why, attempt: failures };
    const message = 'a Kafka consumer died; building a new one';
    if (isNews) this.#settings.logger.warn(message, fields);
    else this.#settings.logger.debug(message, fields);
  }

  #joinedBy(failures: number): void {
    this.#onFirstJoin();
    const { logger } = this.#settings;
    const { group } = this.#options;
    const count = this.#member?.assignments().length ?? 0;
    logger.info('joined the consumer group', { context: group, count });
    if (failures === 0) this.#why = undefined;
    else this.#wellOnceReading();
  }

  /** After a failure, joining proves little: a record that cannot be decoded fails at the first fetch. */
  #wellOnceReading(): void {
    const member = this.#member;
    const check = setInterval(() => {
      if (this.#member !== member || this.#stopping) return clearInterval(check);
      if (!member?.isReading()) return;
      clearInterval(check);
      this.#why = undefined;
    }, 100);
    check.unref();
  }

  #pauseAfter(failures: number): Promise<void> {
    const [first, longest] = this.#settings.timing.rebuildAfterMs;
    const ms = Math.min(longest, first * 2 ** (failures - 1));
    return new Promise((resume) => {
      const timer = setTimeout(resume, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resume();
      };
    });
  }
}
