import { languageName, words } from '../../../format/labels.js';

const NEEDS: Readonly<Record<string, string>> = {
  '24-hour': 'Watched day and night',
  moud: 'Takes medication for opioid use',
  pregnancy: 'Pregnant',
  'co-occurring': 'Co-occurring condition',
  wheelchair: 'Wheelchair',
};

/** What a person needs, as a desk reads it: `language:es` reads "Speaks Spanish only". */
export function needWords(code: string): string {
  const [name, language] = code.split(':');
  if (name === 'language' && language) return `Speaks ${languageName(language)} only`;
  return NEEDS[code] ?? words(code);
}
