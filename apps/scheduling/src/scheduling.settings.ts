import { z } from 'zod';
import { INTERIM_ITEMS } from './waiting/domain/record.js';
import { UNSTATED_HOURS } from './calendar/domain/admission-hours.js';

/** Settings of this service, by their names without the HANDRAIL_ prefix. */
export const schedulingSettings = {
  /** How long a program may think about an offer before the place goes to the next in line. */
  OFFER_TTL_MINUTES: z.coerce.number().min(0.01).max(10_080).default(30),
  /** How long it may think once somebody there has acknowledged the offer. */
  OFFER_ANSWER_MINUTES: z.coerce.number().min(0.01).max(43_200).default(240),
  /** To how many programs a person is offered at the same time. */
  OFFERS_AT_ONCE: z.coerce.number().int().min(1).max(10).default(3),
  /** Whether nobody is confirmed by offer before their own yes is on record. */
  PERSONS_YES_FIRST: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
  /** When programs with sessions answer offers that state no admission hours: `office` is Mon-Fri 8-17. */
  UNSTATED_ADMISSION_HOURS: z.enum(UNSTATED_HOURS).default('around-the-clock'),
  /** Which groups of services count as interim services (45 CFR 96.121), by comma: States differ. */
  INTERIM_GROUPS: z
    .string()
    .default(INTERIM_ITEMS.join(','))
    .transform((text) => text.split(',').map((item) => item.trim()))
    .pipe(z.array(z.enum(INTERIM_ITEMS)).min(1)),
  /** How many of them are enough for interim services to have begun. */
  INTERIM_GROUPS_NEEDED: z.coerce.number().int().min(1).max(INTERIM_ITEMS.length).default(2),
  /** Requests settled in one transaction. */
  ALLOCATOR_BATCH: z.coerce.number().int().min(1).max(1000).default(200),
  /** How often the allocator looks without being woken, for what other processes committed. */
  ALLOCATOR_POLL_MS: z.coerce.number().int().min(50).max(60_000).default(2_000),
  /** How often forecasts of the waiting list are kept, to be compared with what comes. */
  FORECAST_EVERY_MINUTES: z.coerce.number().min(0.001).max(10_080).default(60),
  /** Signs links by which programs confirm their places; one of its own, kept in the database, when unset. */
  CAPACITY_LINK_KEY: z.string().min(32).max(1_000).optional(),
  /** Secrets of webhook subscriptions follow from it; one of its own, kept in the database, when unset. */
  WEBHOOK_KEY: z.string().min(32).max(1_000).optional(),
  /** Whether webhooks may go to addresses that are not public, and without TLS: for tests and demonstrations. */
  WEBHOOK_PRIVATE_ADDRESSES: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
  /** How often it is looked whether a webhook is due to be sent again. */
  WEBHOOK_POLL_MS: z.coerce.number().int().min(50).max(60_000).default(1_000),
} as const satisfies z.ZodRawShape;

export type SchedulingSettings = z.infer<z.ZodObject<typeof schedulingSettings>>;
