import { words } from './labels.js';

const NAMES: Readonly<Record<string, string>> = {
  pregnancy: 'care in pregnancy',
  moud: 'medication for opioid use disorder',
  'co-occurring': 'care of co-occurring conditions',
  'co-occurring-enhanced': 'enhanced care of co-occurring conditions',
  'medically-managed': 'medical management',
  wheelchair: 'wheelchair access',
  '24-hour': 'care around the clock',
};

/** What a program gives that has a capability, to stand behind "no" or "offers". */
export const capabilityName = (capability: string): string =>
  NAMES[capability] ?? words(capability).toLowerCase();
