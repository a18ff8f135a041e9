import { Inject, Injectable } from '@nestjs/common';
import { SERVICE_SETTINGS } from '@handrail/platform';
import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { SchedulingSettings } from '../scheduling.settings.js';

const OWN_KEY = `
  INSERT INTO webhook_key (key) VALUES ($1)
  ON CONFLICT (only_one) DO UPDATE SET key = webhook_key.key RETURNING key`;

/** The key that secrets of subscriptions follow from: no secret is kept anywhere. */
@Injectable()
export class WebhookKey {
  readonly #dataSource: DataSource;
  readonly #settings: SchedulingSettings;
  #key: Promise<Buffer> | undefined;

  constructor(dataSource: DataSource, @Inject(SERVICE_SETTINGS) settings: SchedulingSettings) {
    this.#dataSource = dataSource;
    this.#settings = settings;
  }

  /** The key of the settings, else one of its own that every process of this database shares. */
  read(): Promise<Buffer> {
    const { WEBHOOK_KEY: key } = this.#settings;
    this.#key ??= key ? Promise.resolve(Buffer.from(key)) : this.#own();
    return this.#key;
  }

  async #own(): Promise<Buffer> {
    const draft = randomBytes(32).toString('base64');
    const [row] = await this.#dataSource.query<Array<{ key: string }>>(OWN_KEY, [draft]);
    return Buffer.from(row!.key, 'base64');
  }
}
