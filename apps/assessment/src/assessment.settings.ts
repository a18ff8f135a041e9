import { z } from 'zod';

/** Settings of this service, by their names without the HANDRAIL_ prefix. */
export const assessmentSettings = {
  /** Whether a policy that nobody has approved may decide by itself. */
  ALLOW_DRAFT_POLICY: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
  /** A folder with further policy versions, one folder each, beside those that are shipped. */
  POLICIES_DIR: z.string().optional(),
} as const satisfies z.ZodRawShape;

export type AssessmentSettings = z.infer<z.ZodObject<typeof assessmentSettings>>;
