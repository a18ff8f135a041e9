import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SERVICE_SETTINGS } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { SchedulingSettings } from '../scheduling.settings.js';

const SAVE = `
  INSERT INTO interim_terms (groups, needed) VALUES ($1, $2)
  ON CONFLICT (only_one) DO UPDATE SET groups = excluded.groups, needed = excluded.needed`;

/**
 * Puts what the settings say of interim services beside the records it is read with: rules take it from
 * there, and every process of this database from the one that started last.
 */
@Injectable()
export class InterimTermsKeeper implements OnApplicationBootstrap {
  readonly #dataSource: DataSource;
  readonly #settings: SchedulingSettings;

  constructor(dataSource: DataSource, @Inject(SERVICE_SETTINGS) settings: SchedulingSettings) {
    this.#dataSource = dataSource;
    this.#settings = settings;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { INTERIM_GROUPS: groups, INTERIM_GROUPS_NEEDED: needed } = this.#settings;
    await this.#dataSource.query(SAVE, [groups, needed]);
  }
}
