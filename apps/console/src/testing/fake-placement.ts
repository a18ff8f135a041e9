import type { OfferAnswer, OfferOddsAnswer, PlacementCaseAnswer } from '@handrail/contracts';
import type { CaseProgram } from '../api/placement-case.js';
import type { FakeService } from './fake-services.js';

const PERSON = '0b9a0000-0000-4000-8000-000000000001';
/** A placement that two programs are asked for. */
export const FAKE_PLACEMENT = '0f1a0000-0000-4000-8000-000000000001';
const minutesFromNow = (minutes: number): string =>
  new Date(Date.now() + minutes * 60_000).toISOString();

const program = (id: string, name: string, free: number, askedAt: string | null): CaseProgram => ({
  ...{ id, name, level: 'IOP', acceptance: 'by-offer' },
  tracks: [
    {
      ...{ id: 'evening', days: ['mon', 'wed', 'fri'], from: '18:00', to: '21:00', blocks: null },
      ...{ modality: 'on-site', capacity: 12, free, asOf: minutesFromNow(-95), askedAt },
    },
  ],
});

const PROGRAMS: readonly CaseProgram[] = [
  program('harbor-iop', 'Harbor House IOP', 3, null),
  program('millrace-iop', 'Millrace Intensive Outpatient', 1, minutesFromNow(-30)),
  program('northbank-iop', 'Northbank Evening Program', 4, null),
  program('quay-iop', 'Quay Street Center', 0, null),
];

const ODDS: readonly OfferOddsAnswer[] = [
  {
    ...{ programId: 'harbor-iop', need: 'any', accepted: 18, declined: 4, n: 22, odds: 0.792 },
    ...{ othersDeclined: 11, othersN: 60, flagged: false },
  },
  {
    ...{ programId: 'millrace-iop', need: 'any', accepted: 6, declined: 9, n: 15, odds: 0.412 },
    ...{ othersDeclined: 11, othersN: 60, flagged: false },
  },
  {
    ...{ programId: 'millrace-iop', need: 'pregnancy', accepted: 1, declined: 7, n: 8, odds: 0.2 },
    ...{ othersDeclined: 2, othersN: 20, flagged: true },
  },
];

const ASKED: PlacementCaseAnswer['offers'] = [
  {
    ...{ id: FAKE_PLACEMENT, programId: 'harbor-iop', trackId: 'evening', reason: null },
    ...{ status: 'acknowledged', madeAt: minutesFromNow(-20), expiresAt: minutesFromNow(215) },
    acknowledgedAt: minutesFromNow(-12),
  },
  {
    ...{ id: '0f1a0000-0000-4000-8000-000000000002', programId: 'millrace-iop' },
    ...{ trackId: 'evening', status: 'sent', reason: null, acknowledgedAt: null },
    ...{ madeAt: minutesFromNow(-20), expiresAt: minutesFromNow(7) },
  },
];

const parts = { startsSoon: 0.33, near: 0.2, attends: 0.05, room: 0.03, fresh: 0.09 };
const excluded = (programId: string, excludedBecause: readonly string[]) => ({
  ...{ programId, trackId: 'evening', score: 0, parts: {} },
  excludedBecause,
});

const PLACEMENT: PlacementCaseAnswer = {
  ...{ id: FAKE_PLACEMENT, personId: PERSON, level: 'IOP', status: 'offered', version: 4 },
  ...{ programId: 'harbor-iop', programName: 'Harbor House IOP', trackId: 'evening' },
  ...{ startsOn: '2026-11-30', endReason: null, waitReason: null, priorityClass: 2 },
  ...{ requestedAt: minutesFromNow(-260), expiresAt: minutesFromNow(7), attended: false },
  ...{ arrivedAt: null, heldSince: null, notStartedSince: null, freeFrom: null },
  ...{ needsReview: null, personAgreedAt: null, askPersonBy: null, parkedUntil: null },
  onlyPrograms: null,
  support: null,
  insteadOf: null,
  meanwhile: null,
  causedBy: {
    reassessmentId: '0d0a0000-0000-4000-8000-000000000001',
    messageId: '0e0a0000-0000-4000-8000-000000000001',
  },
  candidates: [
    { programId: 'harbor-iop', trackId: 'evening', score: 0.7, parts, excludedBecause: [] },
    { programId: 'millrace-iop', trackId: 'evening', score: 0.61, parts, excludedBecause: [] },
    excluded('northbank-iop', ['region', 'payer']),
    excluded('quay-iop', ['capability:pregnancy', 'full']),
  ],
  offers: ASKED,
  acts: [
    { kind: 'offer', by: 'coordinator-2', reason: 'nearer-home', at: minutesFromNow(-20) },
    { kind: 'acknowledge', by: 'harbor-desk', reason: 'seen', at: minutesFromNow(-12) },
  ],
};

const OFFERS: readonly OfferAnswer[] = ASKED.map((offer, at) => ({
  ...offer,
  ...{ placementId: FAKE_PLACEMENT, personId: PERSON, level: 'IOP', priorityClass: 2 },
  ...{ programName: PROGRAMS[at]!.name, startsOn: '2026-11-30', needs: ['pregnancy'] },
  ...{ askedBeside: 1, personAgreedAt: null, endedAt: null },
}));

/** Lets scheduling answer for a placement that two programs are asked for. */
export function placementBehind(scheduling: FakeService): void {
  const { answers, more } = scheduling;
  answers.set(`/v1/placements/${FAKE_PLACEMENT}`, PLACEMENT);
  scheduling.more = (request) => {
    const reply = more?.(request);
    if (request.method !== 'GET' || request.path !== '/v1/programs') return reply;
    const others = (reply?.body as { items?: readonly object[] } | undefined)?.items ?? [];
    return { status: 200, body: { items: [...PROGRAMS, ...others], nextCursor: null } };
  };
  answers.set('/v1/offers', { items: OFFERS, nextCursor: null });
  answers.set('/v1/offers/odds', { items: ODDS });
}
