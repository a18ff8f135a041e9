/** ICD-10-CM F10 to F19 without tobacco (F17): disorders of substance use. */
export const isSubstanceUse = (code: string): boolean => /^F1[0-689](\.|\d|$)/i.test(code);
