import { isOverdoseCode } from './overdose.js';

describe('a code', () => {
  it.each([
    '55680006',
    '1149222004',
    '242253008',
    'T40',
    'T40.1X1A',
    'T401X1A',
    't40.2x4',
    'T40.411',
  ])('%s says that there was an overdose', (code) => expect(isOverdoseCode(code)).toBe(true));

  it.each([
    ['an adverse effect', 'T40.2X5A'],
    ['underdosing', 'T40.2X6A'],
    ['a late effect', 'T40.1X1S'],
    ['dependence', 'F11.20'],
    ['another poisoning', 'T39.1X1A'],
    ['longer than codes are', 'T40.1X1AAAAA'],
    ['a word', 'overdose'],
    ['nothing', ''],
    ['a property of objects', 'constructor'],
  ])('of %s does not', (_name, code) => expect(isOverdoseCode(code)).toBe(false));
});
