import type { DischargeDisposition, RequesterKind } from '@handrail/domain';
import type { SettingRule } from './profile.schema.js';

/**
 * What the shipped profile understands. It serves every sender that has no profile of its own, and
 * only when a service is named: a patient class alone says nothing about addiction care.
 */
const services = (names: readonly string[], rule: Omit<SettingRule, 'service' | 'unit'>) => [
  { ...rule, service: [...names] },
  { ...rule, unit: [...names] },
];

const DETOX = [
  'DETOX',
  'DTX',
  'WM',
  'WDM',
  'WITHDRAWAL',
  'WITHDRAWAL MANAGEMENT',
  'DETOXIFICATION',
];
const RESIDENTIAL = ['RES', 'RESI', 'RTC', 'RESIDENTIAL', 'SUD RESIDENTIAL', 'SUDRES'];
const PARTIAL = ['PHP', 'PARTIAL', 'PARTIAL HOSPITALIZATION'];
const INTENSIVE = ['IOP', 'INTENSIVE OUTPATIENT'];
const OPIOID = ['OTP', 'OPIOID TREATMENT', 'METHADONE'];
const ADDICTION = [
  'SUD',
  'SUBSTANCE USE',
  'SUBSTANCE ABUSE',
  'CD',
  'CHEMICAL DEPENDENCY',
  'ADDICTION',
  'AOD',
];

const SNOMED = {
  detox: ['61480009', '56876005', 'H0008', 'H0009', 'H0010', 'H0011', 'H0012', 'H0013', 'H0014'],
  residential: ['H0018', 'H0019'],
  partial: ['S0201', 'H0035'],
  intensive: ['H0015'],
  addiction: ['60112009', '266707007'],
};

export const DEFAULT_SETTINGS: readonly SettingRule[] = [
  ...services(DETOX, { setting: 'withdrawal-management' }),
  ...services(RESIDENTIAL, { setting: 'residential' }),
  ...services(PARTIAL, { setting: 'partial-hospitalization' }),
  ...services(INTENSIVE, { setting: 'intensive-outpatient' }),
  ...services(OPIOID, { setting: 'opioid-treatment' }),
  ...services(ADDICTION, { class: ['E', 'EMER'], setting: 'emergency' }),
  ...services(ADDICTION, { class: ['O', 'R', 'AMB', 'HH', 'VR'], setting: 'outpatient' }),
  ...services(ADDICTION, { setting: 'inpatient' }),
  { type: SNOMED.detox, setting: 'withdrawal-management' },
  { type: SNOMED.residential, setting: 'residential' },
  { type: SNOMED.partial, setting: 'partial-hospitalization' },
  { type: SNOMED.intensive, setting: 'intensive-outpatient' },
  { service: SNOMED.detox, setting: 'withdrawal-management' },
  { service: SNOMED.addiction, class: ['AMB', 'O'], setting: 'outpatient' },
  { type: SNOMED.addiction, class: ['AMB', 'O'], setting: 'outpatient' },
];

const wordsOf = (meaning: DischargeDisposition, words: readonly string[]) =>
  Object.fromEntries(words.map((word) => [word, meaning]));

/** UB-04 patient status (81 to 95: with a readmission that is planned), HL7 table 0112 and the FHIR codes for it. */
export const DEFAULT_DISPOSITIONS: Readonly<Record<string, DischargeDisposition>> = {
  '01': 'completed',
  '06': 'completed',
  '08': 'completed',
  '50': 'completed',
  '81': 'completed',
  '86': 'completed',
  '02': 'transferred',
  '03': 'transferred',
  '04': 'transferred',
  '05': 'transferred',
  '09': 'transferred',
  '43': 'transferred',
  '51': 'transferred',
  '61': 'transferred',
  '62': 'transferred',
  '63': 'transferred',
  '64': 'transferred',
  '65': 'transferred',
  '66': 'transferred',
  '69': 'transferred',
  '70': 'transferred',
  '82': 'transferred',
  '83': 'transferred',
  '84': 'transferred',
  '85': 'transferred',
  '88': 'transferred',
  '89': 'transferred',
  '90': 'transferred',
  '91': 'transferred',
  '92': 'transferred',
  '93': 'transferred',
  '94': 'transferred',
  '95': 'transferred',
  '07': 'against-advice',
  '20': 'died',
  '40': 'died',
  '41': 'died',
  '42': 'died',
  '21': 'incarcerated',
  '87': 'incarcerated',
  HOME: 'completed',
  'ALT-HOME': 'completed',
  COMPLETED: 'completed',
  'OTHER-HCF': 'transferred',
  HOSP: 'transferred',
  LONG: 'transferred',
  SNF: 'transferred',
  PSY: 'transferred',
  REHAB: 'transferred',
  TRANSFERRED: 'transferred',
  AAMA: 'against-advice',
  AMA: 'against-advice',
  'AGAINST-ADVICE': 'against-advice',
  ADMINISTRATIVE: 'administrative',
  INCARCERATED: 'incarcerated',
  EXP: 'died',
  EXPIRED: 'died',
  DIED: 'died',
  DECEASED: 'died',
  DEATH: 'died',
  OTH: 'other',
  ...wordsOf('completed', [
    'DISCHARGED TO HOME',
    'DISCHARGE TO HOME',
    'HOME OR SELF CARE',
    'HOME/SELF CARE',
    'HOME SELF CARE',
    'ROUTINE',
    'ROUTINE DISCHARGE',
    'TREATMENT COMPLETED',
    'COMPLETED TREATMENT',
  ]),
  ...wordsOf('against-advice', [
    'AGAINST ADVICE',
    'AGAINST MEDICAL ADVICE',
    'LEFT AMA',
    'LEFT AGAINST ADVICE',
    'LEFT AGAINST MEDICAL ADVICE',
    'DISCHARGED AGAINST MEDICAL ADVICE',
    'AWOL',
    'ELOPED',
    'ELOPEMENT',
    'LWBS',
    'LEFT WITHOUT BEING SEEN',
  ]),
  ...wordsOf('incarcerated', ['JAIL', 'PRISON', 'LAW ENFORCEMENT', 'POLICE CUSTODY']),
  // SNOMED CT: dead; home; against medical advice by their own decision; police custody.
  '419099009': 'died',
  '306689006': 'completed',
  '225928004': 'against-advice',
  '306705005': 'incarcerated',
};

/** Words for who asks for care; a referral that says none of them is by another program. */
export const DEFAULT_REQUESTERS: Readonly<Record<string, RequesterKind>> = {
  SELF: 'self',
  'SELF REFERRAL': 'self',
  FAMILY: 'family',
  PARENT: 'family',
  COURT: 'court',
  LEGAL: 'court',
  JUSTICE: 'court',
  PROBATION: 'court',
  ER: 'emergency',
  ED: 'emergency',
  EMERGENCY: 'emergency',
  PROGRAM: 'program',
};

/** Numbers that are shared, mistyped and reused too often to say who somebody is. */
export const DEFAULT_UNTRUSTED: readonly string[] = [
  'urn:oid:2.16.840.1.113883.4.1',
  'http://hl7.org/fhir/sid/us-ssn',
  'USSSA',
  'SSA',
  'SSN',
  'SS',
];
