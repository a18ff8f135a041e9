import { z } from 'zod';

/** Settings of this service, by their names without the HANDRAIL_ prefix. */
export const schedulingSettings = {
  /** How long a program may think about an offer before the place goes to the next in line. */
  OFFER_TTL_MINUTES: z.coerce.number().min(0.01).max(10_080).default(30),
  /** Requests settled in one transaction. */
  ALLOCATOR_BATCH: z.coerce.number().int().min(1).max(1000).default(200),
  /** How often the allocator looks without being woken, for what other processes committed. */
  ALLOCATOR_POLL_MS: z.coerce.number().int().min(50).max(60_000).default(2_000),
  /** Signs links by which programs confirm their places; one of its own, kept in the database, when unset. */
  CAPACITY_LINK_KEY: z.string().min(32).max(1_000).optional(),
} as const satisfies z.ZodRawShape;

export type SchedulingSettings = z.infer<z.ZodObject<typeof schedulingSettings>>;
