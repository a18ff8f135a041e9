import { profileWith } from '../profile/read-profile.js';
import { SourceProfiles } from '../profile/source-profiles.js';
import { receive } from '../testing/hl7-feed.js';

interface Referral {
  readonly trigger?: string;
  readonly rf1?: string;
  readonly pid?: string;
  readonly more?: readonly string[];
}
const referral = ({ trigger = 'I12', rf1, pid, more = ['DG1|1||F10.20^^I10'] }: Referral = {}) =>
  [
    `MSH|^~\\&|CAREAPP|LAKESIDE|NET|HUB|20261107120000+0000||REF^${trigger}|C1|P|2.5.1`,
    rf1 ?? 'RF1|P||COURT|||R-7^LAKESIDE|20261106080000+0000',
    pid ?? 'PID|1||M7^^^LAKESIDE&1.2.3&ISO^MR||ALDER^ROWAN||19800102|F',
    ...more,
    '',
  ].join('\r');
const read = (parts: Referral, profiles?: SourceProfiles) => {
  const { content } = receive(referral(parts), profiles)[0]!.inbound;
  return content.kind === 'statements' ? content.statements : content;
};
const requestOf = (parts: Referral, profiles?: SourceProfiles) => {
  const statements = read(parts, profiles);
  const first = 'kind' in statements ? undefined : statements[0];
  if (first?.kind !== 'person-fact') throw new Error('asks for nothing');
  return first;
};
const factOf = (parts: Referral, profiles?: SourceProfiles) => requestOf(parts, profiles).fact;
const keyOf = (parts: Referral) => requestOf(parts).onceKey;

describe('a patient referral (REF)', () => {
  it('asks for care at the time it takes effect, by whom it says', () => {
    expect(factOf({})).toEqual({
      ...{ kind: 'care-requested', requestedAt: '2026-11-06T08:00:00.000Z' },
      ...{ requestedBy: 'court', requester: null, level: null, context: {} },
    });
  });

  it.each([
    ['a service', { rf1: 'RF1|P||IOP', more: [] }, 'IOP', 'program'],
    ['a procedure', { rf1: 'RF1|P', more: ['PR1|1||H0018'] }, 'RES', 'program'],
    [
      'an emergency department',
      { rf1: 'RF1|P', more: ['PV1|1|E', 'DG1|1||F11.20'] },
      null,
      'emergency',
    ],
  ])('is ours by %s', (_name, parts, level, requestedBy) => {
    expect(factOf(parts)).toMatchObject({
      level,
      requestedBy,
      requestedAt: '2026-11-07T12:00:00.000Z',
    });
  });

  it('for other care is not read', () => {
    expect(read({ rf1: 'RF1|P||CARDIO', more: ['DG1|1||I25.1'] })).toEqual({
      ...{ kind: 'ignored', reason: 'other-care' },
    });
    expect(read({ trigger: 'I15' })).toMatchObject({ reason: 'trigger-not-used' });
  });

  it('is read by the words of its source', () => {
    const match = { application: ['CAREAPP'] };
    const own = profileWith({
      ...{ name: 'lakeside', match, requesters: { DRUGCT: 'court' } },
      settings: [{ service: ['SUDREF'], setting: 'intensive-outpatient' }],
    });
    const parts = { rf1: 'RF1|P||SUDREF||DRUGCT', more: [] };
    expect(factOf(parts, new SourceProfiles([own]))).toMatchObject({
      ...{ requester: 'lakeside', level: 'IOP', requestedBy: 'court' },
    });
    expect(read(parts)).toMatchObject({ reason: 'other-care' });
  });

  it('counts once by its number, and is taken back by it', () => {
    const number = keyOf({});
    expect(number).toMatch(/./);
    const changed = { trigger: 'I13', more: ['DG1|1||F10.20', 'NTE|1||more'] };
    expect(keyOf(changed)).toBe(number);
    expect(read({ trigger: 'I14', more: [] })).toEqual([
      { kind: 'cancellation', targetKey: number, isOfFact: true },
    ]);
    expect(keyOf({ rf1: 'RF1|P||COURT|||R-8^LAKESIDE' })).not.toBe(number);
  });

  it('is refused where it names nobody, or takes back what has no number', () => {
    expect(read({ pid: 'PID|1' })).toMatchObject({
      kind: 'rejected',
      problems: [{ path: 'PID^1^3' }],
    });
    expect(read({ trigger: 'I14', rf1: 'RF1|P' })).toMatchObject({
      ...{ kind: 'rejected', problems: [{ path: 'RF1^1^6' }] },
    });
  });
});
