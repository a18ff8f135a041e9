import { disclosedTo, disclosureText, type AccountedDisclosure } from './account-for.js';

const row = (change: Partial<AccountedDisclosure> = {}): AccountedDisclosure => ({
  ...{ at: '2026-11-28T12:00:00.000Z', organisation: 'birch-house', recipient: 'desk-2' },
  ...{ channel: 'fhir-task', facts: ['referral', 'level-of-care'], purpose: 'treatment' },
  ...{ basis: 'consent', ...change },
});

describe('an accounting of disclosures', () => {
  it('says in plain words who learned what, what for and by what right', () => {
    expect(disclosureText(row())).toBe(
      'birch-house (desk-2) read what became of the referral, and learned that the person was referred and what ' +
        'became of it; the level of care. For treatment, with the consent of the person.',
    );
    expect(
      disclosureText(
        row({ channel: 'calendar', facts: ['appointments'], basis: 'medical-emergency' }),
      ),
    ).toBe(
      'birch-house (desk-2) read the dates of sessions, and learned when the person has appointments. ' +
        'For treatment, without consent, in a medical emergency (42 CFR 2.51).',
    );
  });

  it('names each organisation once, with how often and when, the last first', () => {
    const rows = [
      row({ at: '2026-11-28T12:00:00.000Z', facts: ['appointments'] }),
      row({ at: '2026-11-29T12:00:00.000Z', organisation: 'cedar' }),
      row({ at: '2026-11-01T12:00:00.000Z' }),
    ];
    expect(disclosedTo(rows)).toEqual([
      {
        ...{ organisation: 'cedar', times: 1, facts: ['referral', 'level-of-care'] },
        ...{ firstAt: '2026-11-29T12:00:00.000Z', lastAt: '2026-11-29T12:00:00.000Z' },
      },
      {
        ...{ organisation: 'birch-house', times: 2 },
        facts: ['appointments', 'referral', 'level-of-care'],
        ...{ firstAt: '2026-11-01T12:00:00.000Z', lastAt: '2026-11-28T12:00:00.000Z' },
      },
    ]);
    expect(disclosedTo([])).toEqual([]);
  });
});
