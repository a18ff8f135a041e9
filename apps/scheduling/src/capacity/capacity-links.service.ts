import { Inject, Injectable } from '@nestjs/common';
import { HOUR_MS } from '@handrail/domain';
import type { Cause, Messaging } from '@handrail/messaging';
import { conflict, MESSAGING, notFound, Problem, SERVICE_SETTINGS } from '@handrail/platform';
import { randomBytes, randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { announceCapacity } from '../program/announce-capacity.js';
import type { Program } from '../program/domain/program.js';
import { reportCapacity, withPlacesReported } from '../program/domain/report-capacity.js';
import { programStore } from '../program/program.store.js';
import type { SchedulingSettings } from '../scheduling.settings.js';
import { readLink, signLink, type CapacityLink } from './link-token.js';
import { questionOf, type CapacityQuestion } from './capacity-question.js';
import { keepAct } from './program-act.sql.js';

const VALID_HOURS = 48;

const MAKE = `INSERT INTO capacity_link (id, program_id, made_by, made_at, expires_at)
  VALUES ($1, $2, $3, $4, $5)`;
const USED = 'SELECT used_at FROM capacity_link WHERE id = $1';
const USE = 'UPDATE capacity_link SET used_at = $2 WHERE id = $1 AND used_at IS NULL RETURNING id';
const OWN_KEY = `
  INSERT INTO capacity_link_key (key) VALUES ($1)
  ON CONFLICT (only_one) DO UPDATE SET key = capacity_link_key.key RETURNING key`;

/** What a new link answers: the token is shown once, and is nowhere else. */
export interface MadeLink {
  readonly token: string;
  readonly expiresAt: string;
}

/**
 * Links by which a program confirms its places in one tap, without a login: one program, one question, valid
 * for 48 hours, used once.
 */
@Injectable()
export class CapacityLinks {
  readonly #messaging: Messaging;
  readonly #dataSource: DataSource;
  readonly #settings: SchedulingSettings;
  #key: Promise<Buffer> | undefined;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    dataSource: DataSource,
    @Inject(SERVICE_SETTINGS) settings: SchedulingSettings,
  ) {
    this.#messaging = messaging;
    this.#dataSource = dataSource;
    this.#settings = settings;
  }

  async make(programId: string, by: string): Promise<MadeLink> {
    const now = Date.now();
    const linkId = randomUUID();
    const expiresAt = new Date(now + VALID_HOURS * HOUR_MS).toISOString();
    await this.#messaging.transact([programId], async (unit) => {
      if (!(await this.#program(programId, unit.tx))) throw notFound('program');
      await unit.tx.query(MAKE, [linkId, programId, by, new Date(now).toISOString(), expiresAt]);
    });
    return { token: signLink({ programId, linkId, expiresAt }, await this.#keyOf()), expiresAt };
  }

  /** What the link asks. Reading it uses nothing up: whoever scans mail reads links, too. */
  async question(token: string): Promise<CapacityQuestion> {
    const link = await this.#valid(token);
    const [row] = await this.#dataSource.query<Array<{ used_at: Date | null }>>(USED, [
      link.linkId,
    ]);
    if (!row || row.used_at) throw used();
    const program = await this.#program(link.programId, this.#dataSource);
    if (!program) throw notFound('program');
    return questionOf(program, link.expiresAt);
  }

  /** Says yes to what was shown; when the numbers have changed since, the question is asked again. */
  async confirm(token: string, seen: string): Promise<void> {
    const { programId, linkId, expiresAt } = await this.#valid(token);
    const now = new Date().toISOString();
    const cause: Cause = { id: linkId, correlationId: linkId, recordedTime: now };
    await this.#messaging.transact([programId], async (unit) => {
      const before = await this.#program(programId, unit.tx);
      if (!before) throw notFound('program');
      if ((await unit.tx.query(USE, [linkId, now])).length === 0) throw used();
      const question = questionOf(before, expiresAt);
      if (question.seen !== seen)
        throw conflict('numbers-changed', 'The places have changed since. Look at them again.');
      const after = question.tracks.reduce((program: Program, { trackId, capacity, occupied }) => {
        const counted = { trackId, capacity, occupied, asOf: now };
        const decision = reportCapacity(program, counted, { now, source: 'person' });
        return decision.kind === 'happened'
          ? decision.events.reduce(withPlacesReported, program)
          : program;
      }, before);
      await programStore.save(unit.tx, [{ key: programId, before, after }]);
      const act = { id: linkId, programId, trackId: null, kind: 'confirm', by: 'link' };
      await keepAct(unit.tx, { ...act, reason: 'confirmed', detail: { seen }, at: now });
      await announceCapacity(unit, [programId], cause, now);
    });
  }

  async #valid(token: string): Promise<CapacityLink> {
    const link = readLink(token, await this.#keyOf());
    if (!link) throw new Problem(403, 'link-not-valid', 'Not a valid link', 'Ask for a new link.');
    if (Date.parse(link.expiresAt) <= Date.now())
      throw new Problem(410, 'link-expired', 'The link has expired', 'Ask for a new link.');
    return link;
  }

  async #program(id: string, db: Parameters<typeof programStore.load>[0]) {
    return (await programStore.load(db, [id])).get(id);
  }

  /** The key of the settings, else one of its own that every process of this database shares. */
  #keyOf(): Promise<Buffer> {
    const { CAPACITY_LINK_KEY: key } = this.#settings;
    this.#key ??= key ? Promise.resolve(Buffer.from(key)) : this.#ownKey();
    return this.#key;
  }

  async #ownKey(): Promise<Buffer> {
    const draft = randomBytes(32).toString('base64');
    const [row] = await this.#dataSource.query<Array<{ key: string }>>(OWN_KEY, [draft]);
    return Buffer.from(row!.key, 'base64');
  }
}

const used = () => conflict('link-used', 'This link was used already. Ask for a new one.');
