import { Inject, Injectable } from '@nestjs/common';
import { emergencyAccessOpened, emergencyAccessReviewed } from '@handrail/contracts';
import { MINUTE_MS, type EmergencyFinding, type EmergencyReason } from '@handrail/domain';
import { outgoing, type Messaging, type UnitOfWork } from '@handrail/messaging';
import {
  badRequest,
  conflict,
  MESSAGING,
  notFound,
  preconditionFailed,
  type MetricsRegistry,
  METRICS,
} from '@handrail/platform';
import { randomUUID } from 'node:crypto';
import { Counter } from 'prom-client';
import { DataSource } from 'typeorm';
import { knownPlacement } from '../acts/act-cause.js';
import type { ActOn } from '../acts/act-of.js';
import { DisclosureGate } from '../disclosure/disclosure-gate.service.js';
import {
  ADD,
  CLOSE,
  EMERGENCY_MINUTES,
  OPEN_OF,
  REVIEW,
  SHOWN,
  type EmergencyAct,
  type EmergencyRow,
} from './emergency.sql.js';

export interface EmergencyAsked {
  readonly placementId: string;
  readonly organisation: string | undefined;
  readonly reason: EmergencyReason;
  readonly by: string;
}

/**
 * Access in a medical emergency without consent (42 CFR 2.51): one person, one organisation, an hour at most, and
 * everything that is told under it in the ledger and flagged in the audit. It opens no counselling notes.
 */
@Injectable()
export class EmergencyAccesses {
  readonly #messaging: Messaging;
  readonly #dataSource: DataSource;
  readonly #gate: DisclosureGate;
  readonly #opened: Counter;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    dataSource: DataSource,
    gate: DisclosureGate,
    @Inject(METRICS) registry: MetricsRegistry,
  ) {
    this.#messaging = messaging;
    this.#dataSource = dataSource;
    this.#gate = gate;
    this.#opened = new Counter({
      name: 'handrail_scheduling_emergency_accesses_total',
      help: 'Accesses that were opened in a medical emergency without consent.',
      registers: [registry],
    });
  }

  /** Answers the id of the access. */
  async open({ placementId, organisation, reason, by }: EmergencyAsked): Promise<string> {
    const own = this.#gate.outsider()?.organisation;
    const recipient = own ?? organisation;
    if (recipient === undefined) throw NEEDS_ORGANISATION();
    if (own !== undefined && organisation !== undefined && organisation !== own)
      throw badRequest('Access is opened for your own organisation.', [
        { path: '/organisation', reason: 'is another one', accepted: 'nothing, or your own' },
      ]);
    const { personId, cause } = await knownPlacement(this.#dataSource, placementId);
    const { recordedTime: now } = cause;
    const until = new Date(Date.parse(now) + EMERGENCY_MINUTES * MINUTE_MS).toISOString();
    const id = randomUUID();
    await this.#messaging.transact([personId], async (unit) => {
      if ((await unit.tx.query(OPEN_OF, [personId, recipient])).length > 0)
        throw conflict('open-already', 'The organisation has access to this person already.');
      const act: EmergencyAct = { kind: 'open', by, reason, at: now };
      const row = [
        id,
        personId,
        placementId,
        recipient,
        reason,
        by,
        now,
        until,
        JSON.stringify(act),
      ];
      await unit.tx.query(ADD, row);
      const facts = { personId, accessId: id, placementId, organisation: recipient, reason, until };
      await unit.publish(cause, [outgoing(emergencyAccessOpened, facts, now)]);
    });
    this.#opened.inc();
    return id;
  }

  /** Ends it before its hour is over. Undone by opening it again. */
  close(act: ActOn): Promise<void> {
    return this.#act(act, async (unit, row, { at, entry }) => {
      if ((row.closed_at ?? row.until).getTime() <= Date.parse(at))
        throw conflict('over-already', 'The access has ended already.');
      return await unit.tx.query(CLOSE, [act.id, act.version, act.by, at, entry('close')]);
    });
  }

  /** What the privacy officer finds. Another finding replaces it; all of them stay on record. */
  review(act: ActOn, finding: EmergencyFinding): Promise<void> {
    return this.#act(act, async (unit, row, { at, entry, cause }) => {
      const values = [act.id, act.version, finding, act.by, at, entry('review')];
      const changed = await unit.tx.query(REVIEW, values);
      const { person_id: personId } = row;
      const facts = { personId, accessId: act.id, finding };
      if (changed.length > 0)
        await unit.publish(cause, [outgoing(emergencyAccessReviewed, facts, at)]);
      return changed;
    });
  }

  async #act(
    { id, by, reason }: ActOn,
    rule: (unit: UnitOfWork, row: EmergencyRow, moment: ActMoment) => Promise<readonly unknown[]>,
  ): Promise<void> {
    const [row] = await this.#dataSource.query<EmergencyRow[]>(`${SHOWN} WHERE a.id = $1`, [id]);
    if (!row) throw notFound('emergency access');
    const { personId, cause } = await knownPlacement(this.#dataSource, row.placement_id);
    const at = cause.recordedTime;
    const entry = (kind: EmergencyAct['kind']) => JSON.stringify({ kind, by, reason, at });
    await this.#messaging.transact([personId], async (unit) => {
      const changed = await rule(unit, row, { at, entry, cause });
      if (changed.length === 0)
        throw preconditionFailed('Read the access again: it was changed meanwhile.');
    });
  }
}

interface ActMoment {
  readonly at: string;
  readonly cause: Parameters<UnitOfWork['publish']>[0];
  readonly entry: (kind: EmergencyAct['kind']) => string;
}

const NEEDS_ORGANISATION = () =>
  badRequest('Who is to know has to be named.', [
    { path: '/organisation', reason: 'is missing', accepted: 'the code of an organisation' },
  ]);
