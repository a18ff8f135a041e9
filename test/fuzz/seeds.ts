import type { Dice } from './dice.js';

// Valid messages of each kind, about made-up people who share identifiers, so that what is mutated meets
// people, visits and places that are known. They live in towns, of which each has its time: of somebody
// come as many messages as of a person, and not as many as a campaign sends.

const PEOPLE = 300;
const SYSTEM = 'urn:fuzz:person';

const numberIn = (town: number, dice: Dice): number => town * PEOPLE + dice.below(PEOPLE);
const SETTINGS = ['withdrawal-management', 'residential', 'outpatient', 'intensive-outpatient'];

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const hl7Time = (hours: number) => `${hoursAgo(hours).replace(/[-:T]|\.\d+Z/g, '')}+0000`;

const SOUNDS = [
  'bor',
  'kim',
  'tal',
  'vex',
  'nol',
  'ras',
  'du',
  'fel',
  'gro',
  'hin',
  'jo',
  'lup',
  'mez',
];

/** Some names are those of many, and most are not, as in life. */
function nameOf(n: number): string {
  let [name, rest] = ['', n % 10 === 0 ? n % 60 : Math.imul(n, 2_654_435_761) >>> 8];
  for (let at = 0; at < 3; at += 1, rest = Math.floor(rest / SOUNDS.length))
    name += SOUNDS[rest % SOUNDS.length]!;
  return name;
}

const bornOf = (n: number) =>
  new Date(Date.UTC(1940, 0, 1 + ((n * 7_919) % 22_000))).toISOString().slice(0, 10);

const person = (n: number) => ({
  identifiers: [{ system: SYSTEM, value: `F${n}` }],
  name: { family: nameOf(n), given: [nameOf(n + 7)] },
  birthDate: bornOf(n),
});

/** Each way names its messages by their number: one of those before, which may have come or not. */
const earlier = (dice: Dice, id: string) =>
  id.replace(/\d+$/, (number) => String(Math.max(0, Number(number) - 1 - dice.below(400))));

const stay = (dice: Dice, n: number) => ({
  id: `V${n}-${dice.below(3)}`,
  facility: `house-${n % 7}`,
  setting: dice.pick(SETTINGS),
});

const RATINGS = { d1: 0, d2: 0, d3: 1, d4: 2, d5: 2, d6: 1 };

const DATA: Readonly<Record<string, (dice: Dice, n: number, id: string) => object>> = {
  'stay-started': (dice, n) => ({
    person: person(n),
    stay: stay(dice, n),
    startedAt: hoursAgo(80),
  }),
  'stay-ended': (dice, n) => ({
    ...{ person: person(n), stay: stay(dice, n), endedAt: hoursAgo(2), disposition: 'completed' },
  }),
  'step-down-planned': (dice, n) => ({
    ...{ person: person(n), stay: stay(dice, n), plannedFor: hoursAgo(-48) },
  }),
  'event-cancelled': (dice, _n, id) => ({
    cancels: { source: 'urn:fuzz', id: earlier(dice, id) },
    reason: 'wrong',
  }),
  'return-to-use-reported': (_dice, n) => ({
    ...{
      person: person(n),
      occurredAt: hoursAgo(30),
      evidence: 'self-report',
      substance: 'alcohol',
    },
  }),
  'overdose-reported': (_dice, n) => ({
    person: person(n),
    occurredAt: hoursAgo(9),
    facility: 'er',
  }),
  'risk-ratings-recorded': (_dice, n) => ({
    ...{ person: person(n), ratedAt: hoursAgo(3), ratings: RATINGS },
    context: {
      ...{ housing: 'stable', region: 'fuzz', pregnant: false, requestedAt: hoursAgo(5) },
      availability: [{ days: ['mon', 'wed'], from: '17:00', to: '22:00' }],
    },
  }),
  'instrument-result-recorded': (_dice, n) => ({
    ...{ person: person(n), assessedAt: hoursAgo(3), instrument: 'locus', composite: 17 },
  }),
  'care-requested': (_dice, n) => ({
    ...{ person: person(n), requestedAt: hoursAgo(4), level: 'IOP' },
    ...{
      requestedBy: { kind: 'court', organisation: 'County Court' },
      context: { injecting: true },
    },
  }),
  'drug-test-recorded': (_dice, n) => ({
    ...{ person: person(n), collectedAt: hoursAgo(6) },
    ...{ result: 'positive', substances: ['fentanyl', 'cocaine'] },
  }),
  'attendance-recorded': (_dice, n) => ({
    ...{ person: person(n), placementId: '0199a2b4-1c00-7000-8000-00000000000a' },
    ...{ sessionStartsAt: hoursAgo(20), attendance: 'attended' },
  }),
  'interim-services-recorded': (_dice, n) => ({
    ...{ person: person(n), at: hoursAgo(6), items: ['hiv-tb-counselling', 'hiv-tb-referral'] },
  }),
  'persons-merged': (_dice, n) => ({ survivor: person(n), retired: person(neighbour(n)) }),
  'program-capacity-reported': () => ({
    ...{
      programId: 'fuzz-program',
      trackId: 'evening',
      capacity: 20,
      occupied: 3,
      asOf: hoursAgo(1),
    },
  }),
  'consent-recorded': (_dice, n) => ({
    person: person(n),
    consent: { id: `c${n}`, kind: 'tpo', purpose: 'care', signedAt: hoursAgo(90), expires: '2027' },
  }),
};

/** The next of the same town. */
const neighbour = (n: number) => n - (n % PEOPLE) + ((n + 1) % PEOPLE);

/** Merges and cancellations are written alone and wait for others: they come seldom, as in life. */
const SELDOM_ONE_IN = 25;
const SELDOM = new Set(['persons-merged', 'event-cancelled']);
const NAMES = Object.keys(DATA);

/** A valid CloudEvent with an id of its own. */
export function validEvent(
  dice: Dice,
  id: string,
  town: number,
): Record<string, unknown> & { data: object } {
  let name = dice.pick(NAMES);
  if (SELDOM.has(name) && !dice.oneIn(SELDOM_ONE_IN)) name = 'return-to-use-reported';
  return {
    ...{ specversion: '1.0', id, source: 'urn:fuzz', type: `handrail.inbound.${name}.v1` },
    ...{ time: hoursAgo(1), datacontenttype: 'application/json', subject: 'x' },
    data: DATA[name]!(dice, numberIn(town, dice), id),
  };
}

const TRIGGERS = [
  ...['A01', 'A02', 'A03', 'A03', 'A04', 'A05', 'A08', 'A08', 'A11', 'A13', 'A14', 'A15', 'A16'],
  ...['A25', 'A28', 'A31', 'A40', 'A45', 'A47', 'Z99'],
];

/** A valid HL7 message with a control id of its own. */
export function validHl7(dice: Dice, control: string, town: number): string {
  const n = numberIn(town, dice);
  let trigger = dice.pick(TRIGGERS);
  if (['A40', 'A45', 'A47'].includes(trigger) && !dice.oneIn(SELDOM_ONE_IN)) trigger = 'A08';
  const pv1 = Array.from({ length: 45 }, () => '');
  [pv1[1], pv1[9], pv1[18], pv1[35]] = ['I', dice.pick(['DETOX', 'RES']), `V${n}`, '01'];
  [pv1[43], pv1[44]] = [hl7Time(80), hl7Time(2)];
  return [
    `MSH|^~\\&|FUZZ|HOUSE${n % 7}|||${hl7Time(1)}||ADT^${trigger}|${control}|P|2.5.1|${1 + dice.below(9_000)}`,
    `EVN|${trigger}|${hl7Time(1)}`,
    `PID|1||F${n}^^^FUZZ&1.2.3&ISO^MR||${nameOf(n)}^${nameOf(n + 7)}||${bornOf(n).replaceAll('-', '')}|F|||1 Main^^Town^MA^02101`,
    `PV1|${pv1.join('|')}`,
    ...(dice.oneIn(3) ? ['DG1|1||T40.2X1A^Poisoning^I10'] : []),
    ...(trigger === 'A40' ? [`MRG|F${neighbour(n)}^^^FUZZ&1.2.3&ISO^MR`] : []),
    ...(trigger === 'A45' ? [`MRG|F${neighbour(n)}^^^FUZZ&1.2.3&ISO^MR||||V${n}`] : []),
    '',
  ].join('\r');
}

const EXTRAS: ReadonlyArray<(n: number) => object> = [
  () => ({
    resourceType: 'Condition',
    code: { coding: [{ code: 'T40.2X1A' }] },
    recordedDate: hoursAgo(9),
  }),
  () => ({
    ...{
      resourceType: 'QuestionnaireResponse',
      questionnaire: 'urn:x:asam',
      authored: hoursAgo(3),
    },
    item: Object.keys(RATINGS).map((linkId) => ({ linkId, answer: [{ valueInteger: 2 }] })),
  }),
  () => ({
    ...{ resourceType: 'Observation', status: 'final', effectiveDateTime: hoursAgo(5) },
    code: { coding: [{ system: 'urn:handrail:instrument', code: 'locus' }] },
    valueInteger: 17,
  }),
  (n) => ({ resourceType: 'Consent', id: `c${n}`, status: 'active', dateTime: hoursAgo(90) }),
  () => ({
    resourceType: 'Flag',
    code: { coding: [{ code: '1' }] },
    period: { start: hoursAgo(5) },
  }),
];

/** A valid FHIR bundle with an id of its own. */
export function validBundle(dice: Dice, id: string, town: number): object {
  const n = numberIn(town, dice);
  const kind = dice.pick(['discharge', 'admit', 'transfer']);
  const subject = { reference: 'urn:uuid:p' };
  const encounter = {
    ...{ resourceType: 'Encounter', status: 'finished', class: { code: 'IMP' }, subject },
    ...{ identifier: [{ value: `V${n}` }], serviceType: { coding: [{ code: 'DETOX' }] } },
    period: { start: hoursAgo(80), end: hoursAgo(2) },
    hospitalization: { dischargeDisposition: { coding: [{ code: 'home' }] } },
  };
  const patient = {
    resourceType: 'Patient',
    identifier: [{ system: SYSTEM, value: `F${n}` }],
    birthDate: bornOf(n),
  };
  const header = {
    ...{ resourceType: 'MessageHeader', eventCoding: { code: `notification-${kind}` } },
    source: { endpoint: 'urn:fuzz:fhir' },
  };
  const extra = { subject, encounter: { reference: 'urn:uuid:e' }, ...dice.pick(EXTRAS)(n) };
  return {
    ...{ resourceType: 'Bundle', type: dice.oneIn(4) ? 'transaction' : 'message', id },
    entry: [
      { resource: header },
      { fullUrl: 'urn:uuid:e', resource: encounter },
      { fullUrl: 'urn:uuid:p', resource: patient },
      { resource: extra },
    ],
  };
}

/** An event about somebody nobody else sends anything of, for the feed that must go on. */
export const normalEvent = (id: string, n: number): object => ({
  ...{
    specversion: '1.0',
    id,
    source: 'urn:normal',
    type: 'handrail.inbound.return-to-use-reported.v1',
  },
  data: {
    person: { identifiers: [{ system: 'urn:normal', value: `N${n}` }] },
    ...{ occurredAt: hoursAgo(4), evidence: 'clinician' },
  },
});

/** The same as HL7. */
export const normalHl7 = (control: string, n: number): string =>
  [
    `MSH|^~\\&|NORMAL|NORTH|||${hl7Time(1)}||ADT^A03|${control}|P|2.5.1`,
    `EVN|A03|${hl7Time(1)}`,
    `PID|1||N${n}^^^NORTH&1.2.9&ISO^MR||Normal${nameOf(n)}^${nameOf(n)}`,
    `PV1|1|I||||||||DETOX|||||||||NV${n}${'|'.repeat(17)}01${'|'.repeat(8)}${hl7Time(80)}|${hl7Time(2)}`,
    '',
  ].join('\r');
