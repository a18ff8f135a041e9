import { ownValue } from '@handrail/domain';
/** Reading fields of a payload of any type without trusting its shape. */
export type Data = Readonly<Record<string, unknown>>;

export const text = (data: Data, field: string): string | null => {
  const value = data[field];
  return typeof value === 'string' && value !== '' ? value : null;
};

export const number = (data: Data, field: string): number | null => {
  const value = data[field];
  return typeof value === 'number' ? value : null;
};

export const record = (data: Data, field: string): Data => {
  const value = data[field];
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Data)
    : {};
};

export const list = (data: Data, field: string): readonly unknown[] => {
  const value = data[field];
  return Array.isArray(value) ? value : [];
};

const SETTING_WORDS: Readonly<Record<string, string>> = {
  'withdrawal-management': 'Detox',
  residential: 'Residential stay',
  inpatient: 'Inpatient stay',
  emergency: 'Emergency visit',
  'partial-hospitalization': 'Partial hospitalization',
  'intensive-outpatient': 'Intensive outpatient',
  outpatient: 'Outpatient care',
  'opioid-treatment': 'Opioid treatment',
  other: 'Other stay',
};

const TRIGGER_WORDS: Readonly<Record<string, string>> = {
  'detox-completed': 'detox completed',
  'residential-step-down': 'residential step-down',
  'repeated-return-to-use': 'repeated return to use',
  'left-early': 'left early',
  overdose: 'overdose',
  'missed-sessions': 'missed sessions',
  'lost-contact': 'lost contact',
  'risk-changed': 'risk changed',
  'review-due': 'review due',
  'program-completed': 'program completed',
};

const ENDING_WORDS: Readonly<Record<string, string>> = {
  completed: 'completed',
  transferred: 'ended by transfer',
  'against-advice': 'left against advice',
  administrative: 'ended administratively',
  incarcerated: 'ended by incarceration',
  died: 'ended: the person died',
  other: 'ended',
};

/** `no-matching-program` reads as `no matching program`. */
export const plain = (code: string): string => code.replaceAll('-', ' ');

export const settingWord = (data: Data): string => {
  const setting = text(data, 'setting');
  return setting ? (ownValue(SETTING_WORDS, setting) ?? plain(setting)) : 'Stay';
};

export const endingWord = (data: Data): string => {
  const disposition = text(data, 'disposition');
  return disposition ? (ownValue(ENDING_WORDS, disposition) ?? plain(disposition)) : 'ended';
};

export const triggerWord = (kind: string): string => ownValue(TRIGGER_WORDS, kind) ?? plain(kind);

/** Joins what is there; a missing part leaves no separator behind. */
export const joined = (...parts: readonly (string | null | undefined | false)[]): string =>
  parts.filter((part) => part).join(' · ');
