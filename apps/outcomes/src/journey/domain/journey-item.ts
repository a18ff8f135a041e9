import { rankOf } from './rank.js';

/** Ids in an event's data that lead to records elsewhere. */
const SUBJECTS = [
  'stayId',
  'reassessmentId',
  'determinationId',
  'placementId',
  'programId',
  'detectionId',
  'episodeId',
  'followUpId',
  'retractedEventId',
] as const;

type Subjects = Readonly<Partial<Record<(typeof SUBJECTS)[number], string>>>;

/** One line of a person's journey. */
export interface JourneyItem {
  readonly eventId: string;
  /** When it happened in the world. */
  readonly at: string;
  /** When Handrail recorded what caused it. */
  readonly recordedAt: string;
  readonly rank: number;
  /** Name of the event, for example `placement-confirmed`. */
  readonly kind: string;
  readonly title: string;
  /** The event, or source message, that caused it. */
  readonly causedBy: string;
  /** The source message at the root of the chain. */
  readonly messageId: string;
  /** Records the event is about. */
  readonly about: Subjects;
}

/** What a journey needs to know of an event. */
export interface NotedEvent {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly recordedTime: string;
  readonly causationId: string;
  readonly correlationId: string;
  readonly data: unknown;
}

/** `handrail.intake.stay-ended.v1` is noted as `stay-ended`. */
const nameOf = (type: string): string => type.split('.')[2] ?? type;

/** The line of a journey about an event, with the words for it. */
export function toJourneyItem(event: NotedEvent, title: string): JourneyItem {
  const kind = nameOf(event.type);
  const data = event.data as Readonly<Record<string, unknown>>;
  return {
    eventId: event.id,
    at: event.time,
    recordedAt: event.recordedTime,
    rank: rankOf(kind),
    kind,
    title,
    causedBy: event.causationId,
    messageId: event.correlationId,
    about: Object.fromEntries(
      SUBJECTS.flatMap((name) => (typeof data[name] === 'string' ? [[name, data[name]]] : [])),
    ),
  };
}
