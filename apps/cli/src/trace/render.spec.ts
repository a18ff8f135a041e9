import type { JourneyItemAnswer } from '@handrail/contracts';
import { renderMessage, renderTrace } from './render.js';

const line = (change: Partial<JourneyItemAnswer>): JourneyItemAnswer => ({
  at: '2026-11-07T15:00:00.000Z',
  recordedAt: '2026-11-07T15:00:00.000Z',
  kind: 'stay-ended',
  title: 'Detox at st-mary completed',
  eventId: 'e1',
  causedBy: 'm1',
  messageId: 'm1',
  personId: 'p1',
  about: {},
  ...change,
});

const none = { reassessments: new Map(), placements: new Map() };

describe('renderTrace', () => {
  it('puts an event under its cause, a decision over its reasons, a placement over its candidates', () => {
    const lines = [
      line({ at: '2026-11-02T08:30:00Z', eventId: 'e0', title: 'Detox at st-mary began' }),
      line({}),
      line({ eventId: 'e2', causedBy: 'e1', kind: 'reassessment-opened', title: 'Opened' }),
      line({
        ...{ eventId: 'e3', causedBy: 'e2', kind: 'level-of-care-determined', title: 'IOP' },
        about: { reassessmentId: 'r1' },
      }),
      line({
        ...{ eventId: 'e4', causedBy: 'e3', kind: 'placement-confirmed', title: 'Placed' },
        about: { placementId: 'pl1' },
      }),
    ];
    const determination = {
      level: 'IOP',
      alternatives: ['PHP'],
      supports: ['recovery-housing'],
      trace: [{ rule: 'R3-d4', input: { d4: 2 }, effect: 'at least IOP', source: 'ours' }],
      wouldChangeIf: [{ input: 'd5', to: 3, level: 'PHP' as const }],
    };
    const candidate = { programId: 'harbor-iop', trackId: 'evening', score: 0.82 };
    const trace = {
      lines,
      reassessments: new Map([
        ['r1', { id: 'r1', status: 'determined', dueAt: '2026-11-07T19:00:00Z', determination }],
      ]),
      placements: new Map([
        [
          'pl1',
          {
            ...{ id: 'pl1', status: 'confirmed', waitReason: null },
            candidates: [
              { ...candidate, parts: { startsSoon: 0.4 }, excludedBecause: [] },
              {
                ...candidate,
                trackId: 'day',
                parts: {} as Record<string, number>,
                excludedBecause: ['availability'],
              },
            ],
          },
        ],
      ]),
    };
    expect(renderTrace(trace, 'tree').join('\n')).toBe(`
2026-11-02
  08:30:00  Detox at st-mary began

2026-11-07
  15:00:00  Detox at st-mary completed
  15:00:00    Opened
  15:00:00      IOP
                  because R3-d4 (d4=2): at least IOP
                  with recovery-housing
                  d5=3 would give PHP
  15:00:00        Placed
                    harbor-iop evening scored 0.82 (startsSoon 0.40)
                    1 other track did not fit`);
  });

  it('puts each event right under its cause in a tree', () => {
    const lines = [
      line({ eventId: 'a', title: 'A' }),
      line({ eventId: 'b', title: 'B' }),
      line({ eventId: 'a1', causedBy: 'a', title: 'under A', at: '2026-11-09T10:00:00Z' }),
    ];
    expect(renderTrace({ lines, ...none }, 'tree')).toEqual([
      '',
      '2026-11-07',
      '  15:00:00  A',
      '',
      '2026-11-09',
      '  10:00:00    under A',
      '',
      '2026-11-07',
      '  15:00:00  B',
    ]);
  });

  it('keeps the order of time in a timeline', () => {
    const lines = [
      line({ eventId: 'a', title: 'A' }),
      line({ eventId: 'b', title: 'B' }),
      line({ eventId: 'a1', causedBy: 'a', title: 'under A' }),
      line({ eventId: 'a2', causedBy: 'a', title: 'later', at: '2026-11-07T16:00:00Z' }),
    ];
    expect(renderTrace({ lines, ...none }, 'timeline')).toEqual([
      '',
      '2026-11-07',
      '  15:00:00  A',
      '  15:00:00    under A',
      '  15:00:00  B',
      '  16:00:00  later',
    ]);
  });

  it('survives events that name each other as cause', () => {
    const lines = [line({ causedBy: 'e2' }), line({ eventId: 'e2', causedBy: 'e1' })];
    expect(renderTrace({ lines, ...none }, 'tree')).toHaveLength(4);
  });
});

describe('renderMessage', () => {
  it('tells where it came from and what became of it', () => {
    const message = {
      ...{ id: 'm1', source: 'ST MARY', protocol: 'mllp', type: 'ADT^A09', controlId: 'C1' },
      ...{
        receivedAt: '2026-11-07T15:00:00.123Z',
        disposition: 'ignored' as const,
        reason: 'tracking-only',
      },
      ...{ personId: null, produced: [], problems: [] },
    };
    expect(renderMessage(message)).toEqual([
      'message m1',
      '  ADT^A09 C1 from ST MARY by mllp',
      '  received 2026-11-07 15:00:00, ignored: tracking-only',
    ]);
  });
});
