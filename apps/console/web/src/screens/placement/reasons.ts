import { PLACEMENT_END_REASONS } from '@handrail/domain';
import { words } from '../../format/labels.js';

/** Why somebody acts on a place; codes, because free text could name a person. */
const REASONS = [
  'asked-by-person',
  'asked-by-program',
  'family-reasons',
  'work-or-school',
  'transport',
  'health',
  'nearer-home',
  'entered-wrongly',
  'other',
] as const;

const asOptions = (codes: readonly string[]) =>
  codes.map((value) => ({ value, label: words(value) }));

export const REASON_OPTIONS = asOptions(REASONS);
export const END_OPTIONS = asOptions(PLACEMENT_END_REASONS);
