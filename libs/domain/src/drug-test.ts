/** Classes of substances a drug test looks for, as panels name them; amounts are never told. */
export const SUBSTANCE_CLASSES = [
  'alcohol',
  'amphetamines',
  'barbiturates',
  'benzodiazepines',
  'buprenorphine',
  'cannabinoids',
  'cocaine',
  'fentanyl',
  'methadone',
  'methamphetamine',
  'opiates',
  'oxycodone',
  'phencyclidine',
  'tramadol',
  'xylazine',
  'other',
] as const;
export type SubstanceClass = (typeof SUBSTANCE_CLASSES)[number];

/** Classes that say an opioid was used; those of medication for it (methadone, buprenorphine) do not. */
export const OPIOID_CLASSES: readonly SubstanceClass[] = [
  'fentanyl',
  'opiates',
  'oxycodone',
  'tramadol',
];

export const DRUG_TEST_RESULTS = ['negative', 'positive'] as const;
export type DrugTestResult = (typeof DRUG_TEST_RESULTS)[number];
