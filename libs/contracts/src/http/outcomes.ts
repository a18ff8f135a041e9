/** A line of a journey: `GET /v1/persons/{id}/journey` and `GET /v1/journeys/by-message/{id}`. */
export interface JourneyItemAnswer {
  /** When it happened in the world. */
  readonly at: string;
  readonly recordedAt: string;
  /** Name of the event, for example `placement-confirmed`. */
  readonly kind: string;
  readonly title: string;
  readonly eventId: string;
  /** The event, or source message, that caused it. */
  readonly causedBy: string;
  /** The source message at the root of the chain. */
  readonly messageId: string;
  readonly personId: string;
  /** Ids of the records the event is about. */
  readonly about: Readonly<Record<string, string>>;
}
