import { Injectable } from '@nestjs/common';
import { wordsOf } from '@handrail/contracts';
import { DataSource } from 'typeorm';
import type { KnownEvent, QueueAnswer, QueueView, CareReassessment } from '../api/care.js';
import type { PlacementChoices, ReassessmentWithEvents } from '../api/care.js';
import type { CapacityView } from '../api/policies.js';
import { ServiceClient } from '../services/service-client.js';
import { AssessmentClient } from './assessment.client.js';
import { levelCapacity } from './level-capacity.js';
import { choicesOf } from './placement-choices.js';
import { queueRow, type QueuedReassessment } from './queue-row.js';

/** Five pages of 200: more than a team works through in a day. */
const PAGES = 5;

interface ItemPage {
  readonly items: readonly QueuedReassessment[];
  readonly nextCursor: string | null;
}

interface EventFacts {
  readonly id: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** Reads queue and reassessments from their service, and adds what the console knows of their events. */
@Injectable()
export class CareReader {
  readonly #assessment: AssessmentClient;
  readonly #services: ServiceClient;
  readonly #database: DataSource;

  constructor(assessment: AssessmentClient, services: ServiceClient, database: DataSource) {
    this.#assessment = assessment;
    this.#services = services;
    this.#database = database;
  }

  async queue(view: QueueView, owner: string | undefined): Promise<QueueAnswer> {
    const asked = new URLSearchParams({ queue: view, limit: '200' });
    if (owner) asked.set('owner', owner);
    const items: QueuedReassessment[] = [];
    let cut = true;
    for (let page = 0; page < PAGES && cut; page += 1) {
      const read = await this.#assessment.get<ItemPage>(`/v1/reassessments?${asked.toString()}`);
      items.push(...read.items);
      cut = read.nextCursor !== null;
      if (read.nextCursor) asked.set('cursor', read.nextCursor);
    }
    const known = await this.#events(items.map((item) => item.trigger.eventId));
    const facilities = new Map(known.map((event) => [event.id, event.facility]));
    const rows = items.map((item) => queueRow(item, facilities.get(item.trigger.eventId) ?? null));
    return { at: new Date().toISOString(), items: rows, cut };
  }

  async find(id: string): Promise<ReassessmentWithEvents> {
    const path = `/v1/reassessments/${encodeURIComponent(id)}`;
    const reassessment = await this.#assessment.get<CareReassessment>(path);
    return this.withEvents(reassessment);
  }

  async withEvents(reassessment: CareReassessment): Promise<ReassessmentWithEvents> {
    const { trigger, evidence = [] } = reassessment;
    const ids = [
      trigger.eventId,
      ...trigger.evidence.map((proof) => proof.eventId),
      ...evidence.map((fact) => fact.source.eventId),
    ];
    return { reassessment, events: await this.#events(ids) };
  }

  /** Places by level of all programs; without the scheduling service it says so. */
  async capacity(): Promise<CapacityView> {
    const programs = await this.#programs();
    return { levels: levelCapacity(programs ?? []), known: programs !== null };
  }

  /** Regions and payers that programs serve; without the scheduling service it says so. */
  async placementChoices(): Promise<PlacementChoices> {
    const programs = await this.#programs();
    return { ...choicesOf(programs ?? []), known: programs !== null };
  }

  /** Every program as scheduling answers it; null when it does not. */
  async #programs(): Promise<unknown[] | null> {
    const programs: unknown[] = [];
    let cursor = '';
    try {
      for (let page = 0; page < PAGES; page += 1) {
        const answer = await this.#services.get('scheduling', `/v1/programs?limit=200${cursor}`);
        if (answer.status !== 200) return null;
        const { items, nextCursor } = (answer.body ?? {}) as Partial<Record<string, unknown>>;
        programs.push(...(Array.isArray(items) ? (items as unknown[]) : []));
        if (typeof nextCursor !== 'string') break;
        cursor = `&cursor=${encodeURIComponent(nextCursor)}`;
      }
      return programs;
    } catch {
      return null;
    }
  }

  async #events(ids: readonly string[]): Promise<KnownEvent[]> {
    const rows = await this.#database.query<EventFacts[]>(
      `SELECT id, type, data FROM recent_event WHERE id = ANY($1::uuid[])`,
      [[...new Set(ids)]],
    );
    return rows.map(({ id, type, data }) => ({
      id,
      title: wordsOf(type, data).title,
      facility: typeof data['facility'] === 'string' ? data['facility'] : null,
    }));
  }
}
