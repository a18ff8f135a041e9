import { Type, type Static, type TObject } from '@sinclair/typebox';
import { choice } from '@handrail/contracts';
import type { SettingShapes } from '@handrail/platform';
import { INTERIM_ITEMS } from './waiting/domain/record.js';
import { UNSTATED_HOURS } from './calendar/domain/admission-hours.js';

/** Settings of this service, by their names without the HANDRAIL_ prefix. */
export const schedulingSettings = {
  /** How long a program may think about an offer before the place goes to the next in line. */
  OFFER_TTL_MINUTES: Type.Number({ minimum: 0.01, maximum: 10_080, default: 30 }),
  /** How long it may think once somebody there has acknowledged the offer. */
  OFFER_ANSWER_MINUTES: Type.Number({ minimum: 0.01, maximum: 43_200, default: 240 }),
  /** To how many programs a person is offered at the same time. */
  OFFERS_AT_ONCE: Type.Integer({ minimum: 1, maximum: 10, default: 3 }),
  /** Whether nobody is confirmed by offer before their own yes is on record. */
  PERSONS_YES_FIRST: Type.Boolean({ default: false }),
  /**
   * Whether recovery residences are asked for. `false` while processes of a release that knows none run
   * beside: they would take a person's residence for their care.
   */
  RECOVERY_HOUSING: Type.Boolean({ default: true }),
  /** When programs with sessions answer offers that state no admission hours: `office` is Mon-Fri 8-17. */
  UNSTATED_ADMISSION_HOURS: choice(UNSTATED_HOURS, { default: 'around-the-clock' }),
  /** Which groups of services count as interim services (45 CFR 96.121), by comma: States differ. */
  INTERIM_GROUPS: Type.Array(choice(INTERIM_ITEMS), { minItems: 1, default: [...INTERIM_ITEMS] }),
  /** How many of them are enough for interim services to have begun. */
  INTERIM_GROUPS_NEEDED: Type.Integer({ minimum: 1, maximum: INTERIM_ITEMS.length, default: 2 }),
  /** Requests settled in one transaction. */
  ALLOCATOR_BATCH: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }),
  /** How often the allocator looks without being woken, for what other processes committed. */
  ALLOCATOR_POLL_MS: Type.Integer({ minimum: 50, maximum: 60_000, default: 2_000 }),
  /** How often forecasts of the waiting list are kept, to be compared with what comes. */
  FORECAST_EVERY_MINUTES: Type.Number({ minimum: 0.001, maximum: 10_080, default: 60 }),
  /** Signs links by which programs confirm their places; one of its own, kept in the database, when unset. */
  CAPACITY_LINK_KEY: Type.Optional(Type.String({ minLength: 32, maxLength: 1_000 })),
  /** Secrets of webhook subscriptions follow from it; one of its own, kept in the database, when unset. */
  WEBHOOK_KEY: Type.Optional(Type.String({ minLength: 32, maxLength: 1_000 })),
  /** Whether webhooks may go to addresses that are not public, and without TLS: for tests and demonstrations. */
  WEBHOOK_PRIVATE_ADDRESSES: Type.Boolean({ default: false }),
  /** How often it is looked whether a webhook is due to be sent again. */
  WEBHOOK_POLL_MS: Type.Integer({ minimum: 50, maximum: 60_000, default: 1_000 }),
} as const satisfies SettingShapes;

export type SchedulingSettings = Static<TObject<typeof schedulingSettings>>;
