import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RECOVERY_RESIDENCE } from '@handrail/domain';
import type {
  Journey,
  JourneyDecision,
  JourneyRow,
  PlaceNow,
  RecentPerson,
} from '../../api/journey.js';
import type { PlacementItem } from '../../api/lists.js';
import type { EventOutcome } from '../../api/names.js';
import { ServiceClient } from '../../services/service-client.js';
import { survivorOf } from '../survivor.js';
import { EVENT_COLUMNS, toEventRow } from '../events/event-row.js';
import type { EventRecord } from '../events/event-row.js';
import { PlacementsReader } from '../placements/placements.reader.js';
import { ReassessmentsReader } from '../reassessments/reassessments.reader.js';
import { mergeJourney, readJourneyLines } from './domain/merge-journey.js';
import type { KeptItem, MergedItem, JourneyLine } from './domain/merge-journey.js';

interface Kept extends KeptItem {
  readonly record: EventRecord;
}

const KEPT_LIMIT = 500;
const JOURNEY_PAGES = 5;

/** Settings decide how long a person is called recent: the newest events, not a time span. */
const RECENT_EVENTS = 2_000;

@Injectable()
export class JourneyReader {
  readonly #database: DataSource;
  readonly #client: ServiceClient;
  readonly #reassessments: ReassessmentsReader;
  readonly #placements: PlacementsReader;

  constructor(
    database: DataSource,
    client: ServiceClient,
    reassessments: ReassessmentsReader,
    placements: PlacementsReader,
  ) {
    this.#database = database;
    this.#client = client;
    this.#reassessments = reassessments;
    this.#placements = placements;
  }

  /** The journey of a person; for the id of one who was merged it is the survivor's. */
  async read(askedFor: string): Promise<Journey> {
    const personId = await this.#survivor(askedFor);
    const [answered, kept, now] = await Promise.all([
      this.#answered(personId),
      this.#kept(personId),
      this.#now(personId),
    ]);
    return {
      personId,
      items: mergeJourney(answered ?? [], kept).map(toItem),
      complete: answered !== null,
      now,
    };
  }

  async #survivor(personId: string): Promise<string> {
    const [row] = await this.#database.query<{ person_id: string }[]>(
      `SELECT ${survivorOf('$1')} AS person_id`,
      [personId],
    );
    return row!.person_id;
  }

  async recent(limit: number): Promise<RecentPerson[]> {
    const rows = await this.#database.query<(EventRecord & { events: number })[]>(
      `SELECT ${EVENT_COLUMNS}, events FROM (
         SELECT *, count(*) OVER (PARTITION BY person_id)::int AS events,
           row_number() OVER (PARTITION BY person_id ORDER BY seq DESC) AS place
         FROM (SELECT * FROM recent_event ORDER BY seq DESC LIMIT ${RECENT_EVENTS}) newest
         WHERE person_id IS NOT NULL) ranked
       WHERE place = 1 ORDER BY seq DESC LIMIT $1`,
      [limit],
    );
    return rows.map((row) => {
      const shown = toEventRow(row);
      return {
        personId: row.person_id!,
        lastTitle: shown.title,
        lastAt: shown.time,
        outcome: shown.outcome,
        events: row.events,
      };
    });
  }

  /** The complete story from outcomes; null when it does not answer. */
  async #answered(personId: string): Promise<JourneyLine[] | null> {
    const items: JourneyLine[] = [];
    let cursor = '';
    try {
      for (let page = 0; page < JOURNEY_PAGES; page += 1) {
        const path = `/v1/persons/${personId}/journey?limit=200${cursor}`;
        const answer = await this.#client.get('outcomes', path, 3_000);
        if (answer.status === 404) return items;
        if (answer.status !== 200) return null;
        items.push(...readJourneyLines(answer.body));
        const next = (answer.body as { nextCursor?: unknown } | null)?.nextCursor;
        if (typeof next !== 'string') return items;
        cursor = `&cursor=${encodeURIComponent(next)}`;
      }
      return items;
    } catch {
      return null;
    }
  }

  async #kept(personId: string): Promise<Kept[]> {
    const rows = await this.#database.query<EventRecord[]>(
      `SELECT ${EVENT_COLUMNS} FROM recent_event WHERE person_id = $1
       ORDER BY seq DESC LIMIT ${KEPT_LIMIT}`,
      [personId],
    );
    return rows.map((record) => {
      const row = toEventRow(record);
      return {
        at: row.time,
        kind: row.name,
        title: row.title,
        eventId: row.id,
        causedBy: row.causationId,
        messageId: row.correlationId,
        order: Number(row.seq),
        record,
      };
    });
  }

  async #now(personId: string): Promise<Journey['now']> {
    const first = { limit: 1, after: null };
    const newest = { limit: 20, after: null };
    const [confirmed, latest, open] = await Promise.all([
      this.#placements.page({ personId, status: 'confirmed' }, newest),
      this.#placements.page({ personId }, newest),
      this.#reassessments.page({ personId, status: 'active', sort: 'due' }, first),
    ]);
    const known = [...confirmed.items, ...latest.items];
    const reassessment = open.items[0];
    return {
      level: confirmed.items.find(isCare)?.level ?? null,
      placement: placeNow(known.find(isCare)),
      housing: placeNow(known.find((placement) => !isCare(placement))),
      reassessment: reassessment
        ? {
            id: reassessment.id,
            status: reassessment.status,
            dueAt: reassessment.dueAt,
            trigger: reassessment.trigger,
          }
        : null,
    };
  }
}

/** A bed in a recovery residence stands beside the place of care and is no level. */
const isCare = ({ level }: PlacementItem): boolean => level !== RECOVERY_RESIDENCE;

function placeNow(placement: PlacementItem | undefined): PlaceNow | null {
  if (!placement) return null;
  const { id, programId, trackId, status, startsOn } = placement;
  return { id, programId, trackId, status, startsOn };
}

function toItem(item: MergedItem<Kept>): JourneyRow {
  const row = item.kept ? toEventRow(item.kept.record) : null;
  return {
    at: item.at,
    kind: item.kind,
    title: item.title,
    facts: row?.facts ?? '',
    eventId: item.eventId,
    service: row?.service ?? null,
    outcome: row?.outcome ?? ('recorded' satisfies EventOutcome),
    causedBy: item.causedBy,
    causeTitle: item.causeTitle,
    messageId: row?.correlationId ?? null,
    decision: item.kept ? decisionOf(item.kept.record) : null,
    kept: row !== null,
  };
}

/** The decision inside `level-of-care-determined`, which its contract has already checked. */
function decisionOf(record: EventRecord): JourneyDecision | null {
  const determination = record.data['determination'];
  if (typeof determination !== 'object' || determination === null) return null;
  const decision = determination as Omit<JourneyDecision, 'decidedBy' | 'ratings'>;
  return {
    level: decision.level,
    asamLevel: decision.asamLevel,
    mode: decision.mode,
    decidedBy: (record.data['decidedBy'] as string | undefined) ?? null,
    policyVersion: decision.policyVersion,
    policyStatus: decision.policyStatus,
    alternatives: decision.alternatives,
    supports: decision.supports,
    trace: decision.trace,
    wouldChangeIf: decision.wouldChangeIf,
    ratings: (record.data['ratings'] as JourneyDecision['ratings'] | undefined) ?? null,
  };
}
