import type { CapacityNoticeAnswer } from '@handrail/contracts';
import type { CapacityRow, ImportReport, KnownProgram, PlacesQuestion } from '../api/capacity.js';

const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
const aged = (value: number, hours: number, source = 'report') => ({
  ...{ value, asOf: ago(hours), source },
  confidence: Math.round(0.5 ** (hours / 24) * 1000) / 1000,
});

/** A track as scheduling shows it. */
export const capacityRow = (change: Partial<CapacityRow> = {}): CapacityRow => ({
  ...{ programId: 'harbor-iop', programName: 'Harbor House IOP', trackId: 'evening', level: 'IOP' },
  ...{ regions: ['boston'], timeZone: 'America/New_York', acceptance: 'automatic' },
  ...{ modality: 'on-site', closed: false, code: 'capacity', plannedCapacity: null },
  capacity: aged(12, 5),
  confirmed: aged(6, 0.2, 'own-events'),
  held: aged(1, 0.2, 'own-events'),
  takenElsewhere: aged(1, 5),
  blocked: aged(2, 3, 'person'),
  free: aged(2, 5),
  expectedEnds: 2,
  blocks: [
    {
      ...{ id: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c9001', places: 1, reason: 'maintenance' },
      ...{ until: new Date(Date.now() + 86_400_000).toISOString(), by: 'desk-1', since: ago(3) },
    },
    {
      ...{ id: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c9002', places: 1, reason: 'infection-control' },
      ...{ until: null, by: 'desk-1', since: ago(3) },
    },
  ],
  version: 4,
  ...change,
});

/** What the board shows: a track with places, one that is full and one nobody has counted for days. */
export const capacityBoard = () => ({
  items: [
    capacityRow(),
    capacityRow({
      ...{ programId: 'quayside-wm', programName: 'Quayside Withdrawal Management', level: 'WM' },
      ...{ trackId: 'beds', code: 'waitlist', free: aged(0, 70), capacity: aged(18, 70) },
      ...{ blocks: [], blocked: aged(0, 0, 'person'), plannedCapacity: 16 },
    }),
    capacityRow({
      ...{ programId: 'heron-res', programName: 'Heron Hill Residence', level: 'RES' },
      ...{ trackId: 'beds', code: 'additional-assessment-required', acceptance: 'by-offer' },
      ...{ blocks: [], blocked: aged(0, 0, 'person') },
    }),
  ],
  nextCursor: null,
});

/** Notices to the State, in every state of their clock. */
export const capacityNotices = () => ({
  items: (['missed', 'at-risk', 'running', 'given', 'given-late'] as const).map(
    (state, at): CapacityNoticeAnswer => ({
      ...{ id: `0199a2f0-7c11-7a10-8b1e-5d7d6a0c910${at}`, state, version: 1 },
      ...{ programId: 'harbor-iop', programName: 'Harbor House IOP', level: 'IOP' },
      ...{ taken: 18, capacity: 20, reachedAt: ago(24 * 8 - 40 * at), dueAt: ago(24 - 40 * at) },
      ...{ givenAt: at > 2 ? ago(20) : null, endedAt: null },
    }),
  ),
  nextCursor: null,
});

/** The program behind the first row, as its editor reads it. */
export const harborProgram = (): KnownProgram => ({
  ...{ id: 'harbor-iop', name: 'Harbor House IOP', level: 'IOP', timeZone: 'America/New_York' },
  ...{ regions: ['boston'], payers: [], capabilities: ['moud'], facilities: ['harbor-house'] },
  ...{ acceptance: 'automatic', closed: false, version: 4 },
  closures: [
    {
      ...{ from: '2026-12-24', to: '2026-12-26', reason: 'holiday', trackIds: null },
      makeUps: [{ trackId: 'evening', day: '2026-12-28', from: '09:00', to: '12:00' }],
    },
  ],
  tracks: [
    {
      ...{ id: 'evening', days: ['mon', 'wed', 'fri'], from: null, to: null },
      ...{ modality: 'on-site', capacity: 12 },
      blocks: [
        { days: ['mon'], from: '09:00', to: '12:00' },
        { days: ['wed', 'fri'], from: '18:00', to: '21:00' },
      ],
    },
  ],
});

/** What a link to confirm its places asks. */
export const harborQuestion = (): PlacesQuestion => ({
  programName: 'Harbor House IOP',
  tracks: [{ trackId: 'evening', capacity: 12, occupied: 7 }],
  seen: 'evening=7/12',
});

/** What taking a directory in would change: a program more, another way to take people, more places. */
export const importReport = (): ImportReport => {
  const evening = { id: 'evening', days: ['mon', 'wed', 'fri'], from: '18:00', to: '21:00' };
  const track = { ...evening, blocks: null, modality: 'on-site' };
  return {
    ...{ applied: false, digest: 'shown', undo: null },
    programs: [
      {
        ...{ programId: 'harbor-iop', kind: 'changed' },
        fields: [
          { field: 'acceptance', before: 'automatic', after: 'by-offer' },
          {
            field: 'tracks/evening',
            before: { ...track, capacity: 12 },
            after: { ...track, capacity: 14 },
          },
        ],
      },
      { programId: 'lighthouse-iop', kind: 'added', fields: [] },
      { programId: 'millrace-iop', kind: 'same', fields: [] },
    ],
  };
};
