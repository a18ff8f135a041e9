import { Type, type Static, type TObject } from '@sinclair/typebox';
import type { SettingShapes } from '@handrail/platform';

/** Settings of this service, by their names without the HANDRAIL_ prefix. */
export const assessmentSettings = {
  /** Whether a policy that nobody has approved may decide by itself. */
  ALLOW_DRAFT_POLICY: Type.Boolean({ default: false }),
  /** A folder with further policy versions, one folder each, beside those that are shipped. */
  POLICIES_DIR: Type.Optional(Type.String()),
} as const satisfies SettingShapes;

export type AssessmentSettings = Static<TObject<typeof assessmentSettings>>;
