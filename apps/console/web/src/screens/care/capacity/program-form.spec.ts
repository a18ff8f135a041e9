import type { KnownProgram, TrackSettings } from '../../../../../src/api/capacity.js';
import { listOf, NEW_PROGRAM, settingsOf, typedOf } from './program-form.js';

const evening: TrackSettings = {
  ...{ id: 'evening', days: ['mon', 'wed', 'fri'], from: '18:00', to: '21:00', blocks: null },
  ...{ modality: 'on-site', capacity: 12 },
};
const program: KnownProgram = {
  ...{ id: 'harbor-iop', name: 'Harbor House IOP', level: 'IOP', timeZone: 'America/New_York' },
  ...{ regions: ['boston', 'worcester'], payers: [], capabilities: ['moud'], facilities: [] },
  ...{ acceptance: 'by-offer', closed: false, closures: [], version: 3, tracks: [evening] },
  runBy: 'millrace-health',
};

describe('the editor of a program', () => {
  it('sends back what it has read when nothing was typed', () => {
    const { closures: _closures, version: _version, ...settings } = program;
    expect(settingsOf(typedOf(program))).toEqual(settings);
  });

  it('keeps several blocks, and beds without any', () => {
    const blocks = [
      { days: ['mon'], from: '09:00', to: '12:00' },
      { days: ['wed'], from: '18:00', to: '21:00' },
    ];
    const several = { ...evening, days: ['mon', 'wed'], from: null, to: null, blocks };
    const beds = { ...evening, id: 'beds', days: [], from: null, to: null };
    const { tracks } = settingsOf(typedOf({ ...program, tracks: [several, beds] }));
    expect(tracks).toEqual([{ ...several, days: [] }, beds]);
  });

  it('shows a capacity that is planned, so that saving does not take it back', () => {
    const planned = { ...evening, capacity: 9, plannedCapacity: 6 } as TrackSettings;
    expect(typedOf({ ...program, tracks: [planned] }).tracks[0]!.capacity).toBe('6');
  });

  it('reads lists by their commas', () => {
    expect(listOf(' boston, worcester,, boston ')).toEqual(['boston', 'worcester']);
    expect(settingsOf(NEW_PROGRAM)).toMatchObject({ regions: [], payers: [], runBy: null });
  });
});
