interface SeedTrack {
  readonly id: string;
  readonly days: readonly string[];
  readonly hours?: readonly [from: string, to: string];
  readonly modality?: 'on-site' | 'virtual';
  readonly capacity: number;
}

export interface SeedProgram {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly regions: readonly string[];
  readonly payers: readonly string[];
  readonly capabilities: readonly string[];
  readonly acceptance?: 'automatic' | 'by-offer';
  readonly tracks: readonly SeedTrack[];
}

const MON_WED_FRI = ['mon', 'wed', 'fri'];
const TUE_THU_SAT = ['tue', 'thu', 'sat'];
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'];
const EVERY_DAY = [...WEEKDAYS, 'sat', 'sun'];

const INSURED = ['medicaid-ma', 'medicare', 'commercial'];

/** An invented network in three regions of Massachusetts; no program of this name exists. */
export const seedPrograms: readonly SeedProgram[] = [
  {
    id: 'quayside-wm',
    name: 'Quayside Withdrawal Management',
    level: 'WM',
    regions: ['boston', 'worcester'],
    payers: [],
    capabilities: ['co-occurring', 'moud', 'pregnancy'],
    tracks: [{ id: 'beds', days: [], capacity: 18 }],
  },
  {
    id: 'lantern-ambulatory-wm',
    name: 'Lantern Ambulatory Withdrawal Management',
    level: 'WM',
    regions: ['springfield', 'worcester'],
    payers: INSURED,
    capabilities: ['moud'],
    acceptance: 'by-offer',
    tracks: [{ id: 'mornings', days: EVERY_DAY, hours: ['08:00', '11:00'], capacity: 12 }],
  },
  {
    id: 'stonebrook-residence',
    name: 'Stonebrook Residence',
    level: 'RES',
    regions: ['boston', 'worcester', 'springfield'],
    payers: [],
    capabilities: ['co-occurring', 'moud', 'recovery-housing'],
    tracks: [{ id: 'beds', days: [], capacity: 30 }],
  },
  {
    id: 'heron-hill-residence',
    name: 'Heron Hill Residence for Women and Families',
    level: 'RES',
    regions: ['boston', 'springfield'],
    payers: ['medicaid-ma', 'commercial'],
    capabilities: ['co-occurring', 'moud', 'pregnancy', 'recovery-housing'],
    acceptance: 'by-offer',
    tracks: [{ id: 'beds', days: [], capacity: 16 }],
  },
  {
    id: 'copperleaf-php',
    name: 'Copperleaf Day Program',
    level: 'PHP',
    regions: ['boston', 'worcester'],
    payers: [],
    capabilities: ['co-occurring', 'moud', 'pregnancy'],
    tracks: [{ id: 'day', days: WEEKDAYS, hours: ['09:00', '14:00'], capacity: 24 }],
  },
  {
    id: 'riverbend-php',
    name: 'Riverbend Day Program',
    level: 'PHP',
    regions: ['springfield'],
    payers: INSURED,
    capabilities: ['co-occurring', 'moud'],
    tracks: [{ id: 'day', days: WEEKDAYS, hours: ['09:30', '14:30'], capacity: 20 }],
  },
  {
    id: 'millrace-iop',
    name: 'Millrace Intensive Outpatient',
    level: 'IOP',
    regions: ['boston'],
    payers: [],
    capabilities: ['co-occurring', 'moud', 'pregnancy'],
    tracks: [
      { id: 'morning', days: MON_WED_FRI, hours: ['09:00', '12:00'], capacity: 24 },
      { id: 'day', days: WEEKDAYS, hours: ['12:30', '15:00'], capacity: 16 },
      { id: 'evening', days: MON_WED_FRI, hours: ['18:00', '21:00'], capacity: 24 },
    ],
  },
  {
    id: 'thistledown-iop',
    name: 'Thistledown Intensive Outpatient',
    level: 'IOP',
    regions: ['worcester', 'springfield'],
    payers: ['medicaid-ma', 'commercial'],
    capabilities: ['co-occurring', 'moud'],
    tracks: [
      { id: 'morning', days: TUE_THU_SAT, hours: ['09:00', '12:00'], capacity: 20 },
      { id: 'evening', days: MON_WED_FRI, hours: ['17:30', '20:30'], capacity: 20 },
    ],
  },
  {
    id: 'northstar-virtual-iop',
    name: 'Northstar Virtual Intensive Outpatient',
    level: 'IOP',
    regions: ['boston', 'worcester', 'springfield', 'cape-cod', 'berkshires'],
    payers: INSURED,
    capabilities: ['co-occurring', 'pregnancy'],
    tracks: [
      {
        id: 'virtual-evening',
        days: ['mon', 'tue', 'thu'],
        hours: ['18:00', '21:00'],
        modality: 'virtual',
        capacity: 30,
      },
      {
        id: 'virtual-morning',
        days: TUE_THU_SAT,
        hours: ['09:00', '12:00'],
        modality: 'virtual',
        capacity: 20,
      },
    ],
  },
  {
    id: 'saltmarsh-op',
    name: 'Saltmarsh Outpatient Counseling',
    level: 'OP',
    regions: ['boston', 'cape-cod'],
    payers: [],
    capabilities: ['co-occurring', 'moud', 'pregnancy'],
    tracks: [
      { id: 'tuesday-evening', days: ['tue'], hours: ['17:30', '19:30'], capacity: 40 },
      {
        id: 'virtual-noon',
        days: ['thu'],
        hours: ['12:00', '13:30'],
        modality: 'virtual',
        capacity: 40,
      },
    ],
  },
  {
    id: 'orchard-street-op',
    name: 'Orchard Street Outpatient Counseling',
    level: 'OP',
    regions: ['worcester', 'springfield', 'berkshires'],
    payers: INSURED,
    capabilities: ['co-occurring', 'moud'],
    tracks: [
      { id: 'wednesday', days: ['wed'], hours: ['16:00', '18:00'], capacity: 36 },
      { id: 'saturday', days: ['sat'], hours: ['10:00', '12:00'], capacity: 24 },
    ],
  },
  {
    id: 'evergreen-circle',
    name: 'Evergreen Circle Long-Term Support',
    level: 'LTS',
    regions: ['boston', 'worcester', 'springfield', 'cape-cod', 'berkshires'],
    payers: [],
    capabilities: ['co-occurring', 'moud', 'pregnancy'],
    tracks: [
      { id: 'monday-group', days: ['mon'], hours: ['19:00', '20:00'], capacity: 80 },
      {
        id: 'virtual-check-in',
        days: ['thu'],
        hours: ['19:00', '20:00'],
        modality: 'virtual',
        capacity: 120,
      },
    ],
  },
];

/** Places to live in beside care in the same network. */
export const seedResidences: readonly SeedProgram[] = [
  {
    id: 'lighthouse-residence',
    name: 'Lighthouse Recovery Residence',
    level: 'RR',
    regions: ['boston', 'worcester'],
    payers: [],
    capabilities: ['co-occurring', 'moud', 'pregnancy'],
    tracks: [{ id: 'beds', days: [], capacity: 14 }],
  },
  {
    id: 'driftwood-house',
    name: 'Driftwood House Recovery Residence',
    level: 'RR',
    regions: ['springfield', 'cape-cod', 'berkshires'],
    payers: [],
    capabilities: ['co-occurring', 'moud'],
    acceptance: 'by-offer',
    tracks: [{ id: 'beds', days: [], capacity: 10 }],
  },
];
