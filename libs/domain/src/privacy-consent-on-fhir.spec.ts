import type { Consent, Provision } from './consent.js';
import type { ProtectedFact } from './covers-fact.js';
import type { DisclosureAsked } from './may-disclose.js';
import { answer, consent, except } from './testing/consents.js';

const NORMAL: ProtectedFact = { kind: 'referral', labels: ['N'] };
const IN_2022 = { from: '2022-01-01T00:00:00Z', to: '2023-01-01T00:00:00Z' };
const OF_2022: ProtectedFact = { kind: 'referral', authoredAt: '2022-06-13T00:00:00Z' };
const OF_2023: ProtectedFact = { kind: 'referral', authoredAt: '2023-06-13T00:00:00Z' };
const YES = 'consent c1';

// The examples that IHE publishes with Privacy Consent on FHIR, each asked what it is to permit and what not.
describe('the published examples of Privacy Consent on FHIR', () => {
  it.each<[string, Partial<Consent>, Partial<DisclosureAsked>, string]>([
    ['basic-treat: treatment', {}, {}, YES],
    ['basic-treat: research', {}, { purpose: 'research' }, 'recipient-not-named'],
    ['basic-infant: what her mother signed for her', {}, {}, YES],
    [
      // 42 CFR 2.31(a)(4) asks for a name, or a class that takes part in treatment: "any researcher" is neither.
      'basic-research: any researcher, whom Part 2 wants named',
      { kind: 'single', purposes: ['research'], recipients: [], classes: [] },
      { purpose: 'research' },
      'recipient-not-named',
    ],
    ['basic-ink: however it was signed', {}, {}, YES],
    ['basic-reject: a dissent', { decision: 'deny', classes: [] }, {}, 'denied-by-person'],
    ['expired-treat: after its day', { endsAt: '2023-01-01T05:00:00.000Z' }, {}, 'consent-expired'],
    ['timeframe: written in 2022', { authored: IN_2022 }, { fact: OF_2022 }, YES],
    ['timeframe: written in 2023', { authored: IN_2022 }, { fact: OF_2023 }, 'fact-not-covered'],
    ['timeframe: when, nobody sees', { authored: IN_2022 }, {}, 'fact-not-covered'],
    [
      'not-timeframe: written in 2022',
      { exceptions: [except({ authored: IN_2022 })] },
      { fact: OF_2022 },
      'denied-by-person',
    ],
    [
      'not-timeframe: written in 2023',
      { exceptions: [except({ authored: IN_2022 })] },
      { fact: OF_2023 },
      YES,
    ],
    ['authoredby: by her', { authors: ['ann'] }, { fact: by('ann') }, YES],
    ['authoredby: by him', { authors: ['ann'] }, { fact: by('bob') }, 'fact-not-covered'],
    [
      'not-authoredby: by her',
      { exceptions: [except({ authors: ['ann'] })] },
      { fact: by('ann') },
      'denied-by-person',
    ],
    [
      'not-authoredby: by him',
      { exceptions: [except({ authors: ['ann'] })] },
      { fact: by('bob') },
      YES,
    ],
    [
      'not-authoredby: by whom, nobody sees',
      { exceptions: [except({ authors: ['ann'] })] },
      {},
      'denied-by-person',
    ],
    ['encounter: of it', { encounters: ['e1'] }, { fact: of('e1') }, YES],
    ['encounter: of another', { encounters: ['e1'] }, { fact: of('e2') }, 'fact-not-covered'],
    [
      'not-encounter: of it',
      { exceptions: [except({ encounters: ['e1'] })] },
      { fact: of('e1') },
      'denied-by-person',
    ],
    [
      'not-encounter: of another',
      { exceptions: [except({ encounters: ['e1'] })] },
      { fact: of('e2') },
      YES,
    ],
    ['data: one that is listed', { items: ['weight', 'sugar'] }, { fact: item('sugar') }, YES],
    [
      'data: one that is not listed',
      { items: ['weight'] },
      { fact: item('alcohol') },
      'fact-not-covered',
    ],
    [
      'not-data: one that is listed',
      { exceptions: [except({ items: ['alcohol'] })] },
      { fact: item('alcohol') },
      'denied-by-person',
    ],
    [
      'purpose: research, by the organisation named',
      { kind: 'single', purposes: ['research'], recipients: ['house'], classes: [] },
      { purpose: 'research', recipient: { organisation: 'house', classes: [] } },
      YES,
    ],
    [
      'purpose: research, by another',
      { kind: 'single', purposes: ['research'], recipients: ['house'], classes: [] },
      { purpose: 'research' },
      'recipient-not-named',
    ],
    [
      'purpose: treatment by the researchers',
      { kind: 'single', purposes: ['research'], recipients: ['house'], classes: [] },
      { recipient: { organisation: 'house', classes: ['treating-providers'] } },
      'purpose-not-covered',
    ],
    ['normal: normal', { labels: ['N'] }, { fact: NORMAL }, YES],
    ['normal: restricted', { labels: ['N'] }, { fact: labelled('R') }, 'fact-not-covered'],
    ['normal-restricted: restricted', { labels: ['N', 'R'] }, { fact: labelled('R') }, YES],
    [
      'normal-not-restricted: restricted',
      { labels: ['N'], exceptions: [except({ labels: ['R'] })] },
      { fact: labelled('R') },
      'denied-by-person',
    ],
    [
      'normal-focused-restricted: restricted, for whom it is',
      { labels: ['N'], exceptions: [focused('birch', 'R')] },
      { fact: labelled('R') },
      YES,
    ],
    [
      'normal-focused-restricted: restricted, for another',
      { labels: ['N'], exceptions: [focused('cedar', 'R')] },
      { fact: labelled('R') },
      'fact-not-covered',
    ],
    [
      'normal-focused-psy: mental health, for whom it is',
      { labels: ['N'], exceptions: [focused('birch', 'PSY')] },
      { fact: labelled('R', 'PSY') },
      YES,
    ],
    [
      'normal-focused-psy: sexual health',
      { labels: ['N'], exceptions: [focused('birch', 'PSY')] },
      { fact: labelled('R', 'SEX') },
      'fact-not-covered',
    ],
    [
      'normal-focused-psy-or-sex: sexual health',
      { labels: ['N'], exceptions: [focused('birch', 'PSY', 'SEX')] },
      { fact: labelled('R', 'SEX') },
      YES,
    ],
    [
      'normal-break-glass-restricted: restricted, every day',
      { labels: ['N'], exceptions: [glass('R')] },
      { fact: labelled('R') },
      'fact-not-covered',
    ],
    [
      'normal-break-glass-restricted: restricted, in an emergency',
      { recipients: ['birch'], labels: ['N'], exceptions: [glass('R')] },
      { fact: labelled('R'), purpose: 'emergency' },
      YES,
    ],
    [
      'dissent-break-glass: every day',
      { decision: 'deny', classes: [], exceptions: [glass()] },
      {},
      'denied-by-person',
    ],
    [
      'dissent-break-glass: in an emergency, for whom it names',
      { decision: 'deny', classes: [], exceptions: [{ ...glass(), recipients: ['birch'] }] },
      { purpose: 'emergency' },
      YES,
    ],
  ])('%s', (_case, change, asked, expected) => {
    expect(answer([consent(change)], asked)).toBe(expected);
  });
});

function by(author: string): ProtectedFact {
  return { kind: 'referral', author };
}
function of(encounter: string): ProtectedFact {
  return { kind: 'referral', encounter };
}
function item(name: string): ProtectedFact {
  return { kind: 'referral', item: name };
}
function labelled(...labels: string[]): ProtectedFact {
  return { kind: 'referral', labels };
}
function focused(organisation: string, ...labels: string[]): Provision {
  return except({ decision: 'permit', recipients: [organisation], labels });
}
/** In an emergency, to whoever the consent names. */
function glass(...labels: string[]): Provision {
  const limits = labels.length > 0 ? { labels } : {};
  return except({ decision: 'permit', purposes: ['emergency'], ...limits });
}
