import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { queryableOn } from '@handrail/messaging';
import {
  AuditTrail,
  callerOf,
  currentCaller,
  HEALTH,
  LOGGER,
  poolOf,
  Repeated,
  SERVICE_SETTINGS,
  type HealthRegistry,
  type Logger,
} from '@handrail/platform';
import type { Request } from 'express';
import { DataSource } from 'typeorm';
import type { IntakeSettings } from '../intake.settings.js';
import { HttpSpeaker } from './http-speaker.js';
import { boundTo, type HttpSender } from './http-senders.js';
import { readHttpSenders } from './read-http-senders.js';

/**
 * Which client may speak for which sources over HTTP, by a table that is looked at for changes. Without one, whoever may
 * send at all speaks for any; so does this machine without a token.
 */
@Injectable()
export class BoundSenders implements OnModuleInit, OnModuleDestroy {
  readonly #path: string | undefined;
  readonly #trail: AuditTrail;
  readonly #looking: Repeated;
  readonly #log: Logger;
  readonly #health: HealthRegistry;
  #table: readonly HttpSender[] | undefined;
  #failure: string | undefined;

  constructor(
    dataSource: DataSource,
    @Inject(SERVICE_SETTINGS) settings: IntakeSettings,
    @Inject(LOGGER) log: Logger,
    @Inject(HEALTH) health: HealthRegistry,
  ) {
    this.#path = settings.HTTP_SENDERS_FILE;
    this.#trail = new AuditTrail(queryableOn(poolOf(dataSource)));
    this.#log = log;
    this.#health = health;
    const everyMs = settings.MLLP_TLS_RELOAD_SECONDS * 1_000;
    this.#looking = new Repeated(
      everyMs,
      () => this.#look(),
      (error) => this.#failed(error),
    );
  }

  /** Before anything listens: a table that cannot be used lets nobody start. */
  async onModuleInit(): Promise<void> {
    if (this.#path === undefined || this.#table) return;
    await this.#look();
    this.#looking.begin();
    this.#health.addDegradation('http-senders', () => (this.#failure ? [this.#failure] : []));
  }

  onModuleDestroy(): Promise<void> {
    return this.#looking.end();
  }

  get table(): readonly HttpSender[] | undefined {
    return this.#table;
  }

  /** Whoever sends this request, where a table says as whom they may; undefined for who may speak as anybody. */
  speakerOf(request: Request): HttpSpeaker | undefined {
    const principal = callerOf(request)?.principal;
    if (!this.#table || !principal || principal.kind === 'local') return undefined;
    const { client, kind } = principal;
    const bound = boundTo(this.#table, { client, kind });
    return new HttpSpeaker(bound, { request, principal, trail: this.#trail });
  }

  /** The sources whose messages whoever asks now may read: of a client of the table its own. Undefined for all. */
  get readable(): readonly string[] | undefined {
    const client = this.boundClient;
    return client === undefined
      ? undefined
      : boundTo(this.#table!, { client, kind: 'system' }).sources;
  }

  /** The client of the table that asks now; undefined for everybody else. */
  get boundClient(): string | undefined {
    const principal = currentCaller()?.principal;
    if (principal?.kind !== 'system') return undefined;
    return this.#table?.find((line) => line.client === principal.client)?.client;
  }

  async #look(): Promise<void> {
    this.#table = await readHttpSenders(this.#path!);
    this.#failure = undefined;
  }

  #failed(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    if (why !== this.#failure)
      this.#log.error('the table of senders cannot be read anew', { error });
    this.#failure = why;
  }
}
