/**
 * Levels of care in rising intensity. Names and hours follow public descriptions: ASAM's level numbers are
 * names only, its criteria text is licensed and is not used. LTS long-term support, OP outpatient, IOP
 * intensive outpatient, PHP partial hospitalization, RES residential, WM withdrawal management, ACUTE
 * emergency care.
 */
export const LEVELS = ['LTS', 'OP', 'IOP', 'PHP', 'RES', 'WM', 'ACUTE'] as const;
export type Level = (typeof LEVELS)[number];

/** Levels a program can offer; ACUTE is decided by a person within minutes and never placed. */
export const PLACEABLE_LEVELS = ['LTS', 'OP', 'IOP', 'PHP', 'RES', 'WM'] as const;

/**
 * A recovery residence: a place to live beside care from home. It is no level of care, nothing determines
 * it, and nobody is stepped up or down to it; programs and places have it where others have their level.
 */
export const RECOVERY_RESIDENCE = 'RR';

/** What a program gives: a level of care, or a place to live in recovery. */
export const PROGRAM_LEVELS = [...PLACEABLE_LEVELS, RECOVERY_RESIDENCE] as const;
export type ProgramLevel = Level | typeof RECOVERY_RESIDENCE;

/** The support of a determination that asks for a recovery residence. */
export const RECOVERY_HOUSING = 'recovery-housing';

/** Whether a program of this level is somewhere to live and not care. */
export const isHousing = (level: ProgramLevel): level is typeof RECOVERY_RESIDENCE =>
  level === RECOVERY_RESIDENCE;

/**
 * Levels whose programs are over when their plan of sessions has run out (T11). Long-term support is
 * open-ended, and the end of withdrawal management and of care around the clock is told by who gives it.
 */
export const LEVELS_WITH_AN_END: readonly Level[] = ['OP', 'IOP', 'PHP'];

/** Whether programs of a level are over when their plan has run out. */
export const hasAnEnd = (level: ProgramLevel): boolean =>
  LEVELS_WITH_AN_END.some((ending) => ending === level);

export function isLevel(value: unknown): value is Level {
  return LEVELS.includes(value as Level);
}

export const levelRank = (level: Level): number => LEVELS.indexOf(level);

/** The more intensive of two levels: the highest minimum wins, nothing is averaged. */
export function higherLevel(a: Level, b: Level): Level {
  return levelRank(a) >= levelRank(b) ? a : b;
}

/** The level `steps` above (positive) or below (negative), held inside the scale. */
export function levelBy(level: Level, steps: number): Level {
  const at = Math.min(LEVELS.length - 1, Math.max(0, levelRank(level) + steps));
  return LEVELS[at]!;
}

export const SETTINGS = [
  'withdrawal-management',
  'residential',
  'inpatient',
  'emergency',
  'partial-hospitalization',
  'intensive-outpatient',
  'outpatient',
  'opioid-treatment',
  'other',
] as const;
export type Setting = (typeof SETTINGS)[number];

/** Settings in which a person lives in: while such a stay is open nothing else is placed. */
export const ROUND_THE_CLOCK_SETTINGS: readonly Setting[] = [
  'withdrawal-management',
  'residential',
  'inpatient',
];

export const isRoundTheClock = (setting: Setting): boolean =>
  ROUND_THE_CLOCK_SETTINGS.includes(setting);

/** Settings a person comes to from home: such a stay stays open when they stop coming. */
export const FROM_HOME_SETTINGS: readonly Setting[] = [
  'partial-hospitalization',
  'intensive-outpatient',
  'outpatient',
  'opioid-treatment',
];

export const isFromHome = (setting: Setting): boolean => FROM_HOME_SETTINGS.includes(setting);

/** The level of care a stay gives; null where the setting is none of treatment's levels. */
export const LEVEL_OF_SETTING: Readonly<Record<Setting, Level | null>> = {
  'withdrawal-management': 'WM',
  residential: 'RES',
  inpatient: 'RES',
  'partial-hospitalization': 'PHP',
  'intensive-outpatient': 'IOP',
  outpatient: 'OP',
  'opioid-treatment': 'OP',
  emergency: null,
  other: null,
};

export const DISCHARGE_DISPOSITIONS = [
  'completed',
  'transferred',
  'against-advice',
  'administrative',
  'incarcerated',
  'died',
  'other',
] as const;
export type DischargeDisposition = (typeof DISCHARGE_DISPOSITIONS)[number];

export const TRIGGER_KINDS = [
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
  'care-requested',
] as const;
export type TriggerKind = (typeof TRIGGER_KINDS)[number];
