import { Inject, Injectable } from '@nestjs/common';
import { toStorable } from '@handrail/domain';
import { LOGGER, type Logger } from '@handrail/platform';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';
import { noteProfiles } from './feed-profiles.store.js';

/** A sender may call itself anything; what is forgotten is written once more. */
const REMEMBERED = 1_000;

/**
 * Notes which profile the messages of an HL7 sender are read with, once for each sender. Its feed is named
 * by the first components of MSH-3 and MSH-4 alone, while a profile may match by the universal id behind
 * them; the names of other feeds are all that their profiles match.
 */
@Injectable()
export class FeedProfiles {
  readonly #db: DataSource;
  readonly #log: Logger;
  readonly #noted = new LRUCache<string, string>({ max: REMEMBERED });

  constructor(db: DataSource, @Inject(LOGGER) log: Logger) {
    this.#db = db;
    this.#log = log;
  }

  /** Never throws: what could not be noted must not keep a message from its answer. */
  async note(
    messages: ReadonlyArray<{ readonly source: string; readonly profile: string | undefined }>,
  ): Promise<void> {
    const fresh = new Map<string, string>();
    for (const { source, profile } of messages) {
      const name = toStorable(source);
      if (profile !== undefined && this.#noted.get(name) !== profile) fresh.set(name, profile);
    }
    if (fresh.size === 0) return;
    try {
      await noteProfiles(this.#db, fresh, new Date().toISOString());
    } catch (error) {
      this.#log.warn('profiles of feeds could not be noted', {
        count: fresh.size,
        errorName: error instanceof Error ? error.name : 'unknown',
      });
      return;
    }
    for (const [name, profile] of fresh) this.#noted.set(name, profile);
  }
}
