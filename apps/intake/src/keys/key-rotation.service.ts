import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { Messaging } from '@handrail/messaging';
import { badRequest, conflict, LOGGER, MESSAGING, Repeated, type Logger } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { IDENTIFICATION } from '../intake.tokens.js';
import type { Identification } from '../person/identification.js';
import type { KeysDto, RotateKeysDto } from './keys.dto.js';
import { rewrapDataKeys, rewrapKeptKeys } from './rewrap.js';

/** How soon another process hears that a master key was replaced. */
const LOOK_EVERY_MS = 5_000;
/** A process that has not heard yet wraps by the old one: after the first sweep there is more to do. */
const SWEEPS = 4;

const KEYS = `
  SELECT number, encode(substring(print FROM 1 FOR 6), 'hex') AS fingerprint,
    is_current AS "isCurrent", count(k.wrapped_by)::int AS "dataKeys"
  FROM master_key m LEFT JOIN data_key k ON k.wrapped_by = m.number
  GROUP BY number ORDER BY number`;

const CURRENT = 'SELECT number FROM master_key WHERE is_current';

/**
 * Replaces the master key while everything goes on. Both keys are given to every process first; then one
 * act makes the next one current, and what the other wrapped is wrapped anew. Every process that has both looks
 * for that act by itself.
 */
@Injectable()
export class KeyRotation implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #db: DataSource;
  readonly #messaging: Messaging;
  readonly #identification: Identification;
  readonly #looking: Repeated;
  #sweepsDue = SWEEPS;

  constructor(
    db: DataSource,
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(IDENTIFICATION) identification: Identification,
    @Inject(LOGGER) log: Logger,
  ) {
    this.#db = db;
    this.#messaging = messaging;
    this.#identification = identification;
    this.#looking = new Repeated(
      LOOK_EVERY_MS,
      () => this.#look(),
      (error) => log.error('keys could not be wrapped anew', { error }),
    );
  }

  /** Whoever was given one master key has nothing to replace. */
  onApplicationBootstrap(): void {
    if (this.#identification.wrapping.given.length < 2) return;
    this.#looking.begin();
    this.#looking.now();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#looking.end();
  }

  /** Master keys by number, and how many data keys each of them wraps. */
  async status(): Promise<KeysDto> {
    const { given } = this.#identification.wrapping;
    const rows = await this.#db.query<Array<Omit<KeysDto['keys'][number], 'isGiven'>>>(KEYS);
    const keys = rows.map((row) => ({ ...row, isGiven: given.includes(row.number) }));
    const rest = keys.reduce((sum, { isCurrent, dataKeys }) => sum + (isCurrent ? 0 : dataKeys), 0);
    return { keys, dataKeysToWrap: rest };
  }

  /**
   * Makes a given key current, the newest unless another is named. What it takes goes on after the answer:
   * `status` shows the rest.
   */
  async rotate({ by, reason, to }: RotateKeysDto): Promise<KeysDto> {
    const { given } = this.#identification.wrapping;
    if (given.length < 2) throw onlyOneKey();
    const number = to ?? Math.max(...given);
    if (!given.includes(number)) throw notGiven(given);
    await this.#messaging.transact([], async ({ tx }) => {
      const [row] = await tx.query<{ number: number }>(`${CURRENT} FOR UPDATE`);
      if (row!.number === number) throw alreadyCurrent();
      await tx.query('UPDATE master_key SET is_current = false WHERE is_current');
      await tx.query(
        `UPDATE master_key SET is_current = true, current_by = $2, current_reason = $3,
           current_at = now() WHERE number = $1`,
        [number, by ?? null, reason],
      );
    });
    this.#looking.now();
    return this.status();
  }

  async #look(): Promise<void> {
    const { wrapping } = this.#identification;
    const [row] = await this.#db.query<Array<{ number: number }>>(CURRENT);
    if (row!.number !== wrapping.current) this.#sweepsDue = SWEEPS;
    wrapping.use(row!.number);
    if (this.#sweepsDue === 0) return;
    await rewrapKeptKeys(this.#db, wrapping);
    await rewrapDataKeys(this.#db, wrapping);
    this.#sweepsDue -= 1;
  }
}

const onlyOneKey = () =>
  badRequest('There is one master key only.', [
    {
      path: 'HANDRAIL_NEXT_MASTER_KEY_FILE',
      reason: 'names no second key',
      accepted: 'a file with the key that is to come, given to every process of intake',
    },
  ]);

const notGiven = (given: readonly number[]) =>
  badRequest('This master key was not given.', [
    { path: '/to', reason: 'was not given to intake', accepted: `one of ${given.join(', ')}` },
  ]);

const alreadyCurrent = () =>
  conflict('key-already-current', 'This master key is the current one already.');
