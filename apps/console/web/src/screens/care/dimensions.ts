import type { Dimension } from '@handrail/contracts';

/** The six dimensions (ASAM criteria, 3rd edition: names only), as a clinician reads them. */
export const DIMENSION_TITLES: Readonly<Record<Dimension, string>> = {
  d1: 'Intoxication, withdrawal',
  d2: 'Biomedical',
  d3: 'Emotional, cognitive',
  d4: 'Readiness',
  d5: 'Relapse potential',
  d6: 'Recovery environment',
};

const FACT_TITLES: Readonly<Record<string, string>> = {
  coOccurring: 'co-occurring condition',
  moud: 'medication for opioid use disorder',
  availability: 'hours the person can come',
  modality: 'way of attending',
  asamLevel: 'ASAM level',
};

/** `d4` is "Readiness"; other inputs are facts and read as words. */
export const inputTitle = (input: string): string =>
  input in DIMENSION_TITLES
    ? `${input} ${DIMENSION_TITLES[input as Dimension]}`
    : (FACT_TITLES[input] ?? input.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase());
