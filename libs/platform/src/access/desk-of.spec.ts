import { scopesOf } from './access-roles.js';
import { deskOf } from './desk-of.js';

const NETWORK = ['birch', 'cedar'];
const somebody = (organisation: string | null, ...roles: string[]) =>
  deskOf({ organisation, scopes: scopesOf(roles) }, NETWORK);

describe('whose programs somebody answers for', () => {
  it('are those of the organisation of an admission desk', () => {
    expect(somebody('birch', 'admission-desk')).toBe('birch');
    expect(somebody('birch', 'admission-desk', 'nurse')).toBe('birch');
  });

  it.each([
    ['of a desk that says no organisation', somebody(null, 'admission-desk')],
    ['of one outside, who is asked elsewhere', somebody('elm', 'admission-desk')],
    ['of who places people, also at a desk', somebody('birch', 'admission-desk', 'coordinator')],
    ['of who answers no offers', somebody('birch', 'nurse')],
  ])('are everybody’s: %s', (_case, desk) => {
    expect(desk).toBeNull();
  });
});
