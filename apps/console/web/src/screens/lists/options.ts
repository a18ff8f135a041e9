import { words } from '../../format/labels.js';

/** Kinds of triggers as a filter offers them; what no reassessment names counts as unknown. */
const TRIGGERS = [
  'detox-completed',
  'residential-step-down',
  'repeated-return-to-use',
  'left-early',
  'overdose',
  'missed-sessions',
  'lost-contact',
  'risk-changed',
  'review-due',
  'program-completed',
  'unknown',
];

export const TRIGGER_OPTIONS = [
  { value: '', label: 'Any trigger' },
  ...TRIGGERS.map((value) => ({ value, label: words(value) })),
];

export const LEVEL_OPTIONS = [
  { value: '', label: 'Any level' },
  ...['LTS', 'OP', 'IOP', 'PHP', 'RES', 'WM'].map((value) => ({ value, label: value })),
];
