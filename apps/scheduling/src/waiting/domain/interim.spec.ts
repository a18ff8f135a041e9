import { interimBeganAt } from './interim.js';
import { INTERIM_ITEMS, type InterimItem, type InterimTerms } from './record.js';

const requestedAt = '2026-11-20T10:00:00.000Z';
const given = (at: string, ...items: InterimItem[]) => ({ id: at, at, items });
const began = (
  interim: ReadonlyArray<ReturnType<typeof given>>,
  terms?: Partial<InterimTerms>,
  isPregnant = false,
) =>
  interimBeganAt(
    interim,
    { requestedAt, isPregnant },
    terms && { groups: INTERIM_ITEMS, needed: 2, ...terms },
  );

describe('Interim services have begun', () => {
  const [first, second] = ['2026-11-20T12:00:00.000Z', '2026-11-21T12:00:00.000Z'];
  const both = [given(second, 'hiv-tb-referral'), given(first, 'hiv-tb-counselling')];

  it('with the second of three groups, where a State says nothing else', () => {
    expect(began(both)).toBe(second);
    expect(began([given(first, 'hiv-tb-counselling')])).toBeNull();
  });

  it('with as many groups as the State asks for, of those that it counts', () => {
    expect(began(both, { needed: 1 })).toBe(first);
    expect(began(both, { needed: 3 }, true)).toBeNull();
    expect(began(both, { groups: ['hiv-tb-referral'], needed: 1 })).toBe(second);
  });

  it('with all there are for a person: prenatal services are for who is pregnant', () => {
    expect(began(both, { needed: 3 })).toBe(second);
    expect(began([given(first, 'prenatal', 'hiv-tb-referral')])).toBeNull();
    expect(began([given(first, 'prenatal', 'hiv-tb-referral')], {}, true)).toBe(first);
  });
});
