import { isHousing, PROGRAM_LEVELS, TRIGGER_KINDS } from '@handrail/domain';
import { levelTitle, words } from '../../format/labels.js';

/** Kinds of triggers as a filter offers them; what no reassessment names counts as unknown. */
const TRIGGERS = [...TRIGGER_KINDS, 'unknown'];

export const TRIGGER_OPTIONS = [
  { value: '', label: 'Any trigger' },
  ...TRIGGERS.map((value) => ({ value, label: words(value) })),
];

export const LEVEL_OPTIONS = [
  { value: '', label: 'Any level' },
  ...PROGRAM_LEVELS.map((value) => ({
    value,
    label: isHousing(value) ? levelTitle(value) : value,
  })),
];
