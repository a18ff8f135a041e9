import { PLACEABLE_LEVELS, TRIGGER_KINDS } from '@handrail/domain';
import { words } from '../../format/labels.js';

/** Kinds of triggers as a filter offers them; what no reassessment names counts as unknown. */
const TRIGGERS = [...TRIGGER_KINDS, 'unknown'];

export const TRIGGER_OPTIONS = [
  { value: '', label: 'Any trigger' },
  ...TRIGGERS.map((value) => ({ value, label: words(value) })),
];

export const LEVEL_OPTIONS = [
  { value: '', label: 'Any level' },
  ...PLACEABLE_LEVELS.map((value) => ({ value, label: value })),
];
