/**
 * Languages care is given in, by ISO 639-1; `ase` is American Sign Language (ISO 639-3). English and those
 * most spoken by people of limited English in the United States.
 */
export const LANGUAGES = [
  ...([
    'en',
    'es',
    'zh',
    'vi',
    'ko',
    'ru',
    'ar',
    'tl',
    'ht',
    'pt',
    'fr',
    'pl',
    'ja',
    'it',
  ] as const),
  ...(['fa', 'de', 'ase'] as const),
] as const;
