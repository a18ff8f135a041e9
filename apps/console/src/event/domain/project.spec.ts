import { catalogue } from '@handrail/contracts';
import { foldPlacements } from './placement-fact.js';
import { project, type SeenEvent } from './project.js';
import { foldReassessments } from './reassessment-fact.js';

const seen = (name: string, changes: Record<string, unknown> = {}): SeenEvent => {
  const contract = catalogue.find((known) => known.name === name);
  if (!contract) throw new Error(`no contract ${name}`);
  const data: Record<string, unknown> = { ...contract.example, ...changes };
  return {
    id: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c9001',
    source: `handrail/${contract.context}`,
    type: contract.type,
    time: '2026-11-07T15:00:03.000Z',
    key: String(data[contract.key]),
    causationId: 'c-1',
    correlationId: 'm-1',
    recordedTime: '2026-11-07T15:00:02.000Z',
    data,
  };
};
const projected = (name: string, changes: Record<string, unknown> = {}) => {
  const event = seen(name, changes);
  return project(event, event.key, 'recorded');
};
const reassessment = (name: string, changes = {}) => {
  const fact = projected(name, changes).reassessment;
  if (!fact) throw new Error(`${name} says nothing of a reassessment`);
  return fact;
};
const placement = (name: string, changes = {}) => {
  const fact = projected(name, changes).placement;
  if (!fact) throw new Error(`${name} says nothing of a placement`);
  return fact;
};

describe('what the read model keeps of an event', () => {
  it('keeps person events by person and program events by program', () => {
    expect(projected('stay-ended').event).toMatchObject({
      service: 'intake',
      personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
      programId: null,
      outcome: 'recorded',
    });
    expect(projected('capacity-changed')).toMatchObject({
      event: { service: 'scheduling', personId: null, programId: 'harbor-iop' },
      reassessment: null,
      placement: null,
    });
  });

  it('gives what still names a retired person to the survivor', () => {
    const survivor = '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1002';
    const late = project(seen('placement-confirmed'), survivor, 'placed');
    expect([late.event.personId, late.placement?.personId]).toEqual([survivor, survivor]);
    expect(late.merge).toBeNull();
  });

  it('knows whom a merge joins', () => {
    expect(projected('persons-merged').merge).toEqual({
      survivorId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
      retiredId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c8001',
    });
  });

  it('takes a reassessment from opening to determination', () => {
    const folded = foldReassessments([
      reassessment('reassessment-opened'),
      reassessment('level-of-care-determined'),
    ]);
    expect(folded).toEqual([
      {
        id: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
        personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
        trigger: 'detox-completed',
        openedAt: '2026-11-07T15:00:02.000Z',
        dueAt: '2026-11-07T19:00:02.000Z',
        determinedAt: '2026-11-07T15:00:02.000Z',
        level: 'IOP',
        mode: 'automatic',
        decidedBy: 'policy',
        ...{ overdueAt: null, withdrawnAt: null, reason: null },
      },
    ]);
  });

  it('keeps the level until another determination, which may decide none', () => {
    const [decided, opened, undecided] = [
      reassessment('level-of-care-determined'),
      reassessment('reassessment-opened'),
      reassessment('level-of-care-determined', { determination: { level: null } }),
    ] as const;
    expect(foldReassessments([decided, opened])[0]?.level).toBe('IOP');
    expect(foldReassessments([decided, undecided])[0]?.level).toBeNull();
  });

  it('keeps what an overdue note does not know', () => {
    const [folded] = foldReassessments([
      reassessment('reassessment-opened'),
      reassessment('reassessment-overdue'),
    ]);
    expect(folded).toMatchObject({
      trigger: 'detox-completed',
      dueAt: '2026-11-07T19:00:02.000Z',
      overdueAt: '2026-11-07T19:00:02.000Z',
    });
  });

  it('keeps when a place was confirmed after it was given back', () => {
    const folded = foldPlacements([
      placement('placement-waitlisted'),
      placement('placement-confirmed'),
      placement('placement-withdrawn', { programId: null, trackId: null }),
    ]);
    expect(folded).toEqual([
      expect.objectContaining({
        id: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
        status: 'withdrawn',
        programId: 'harbor-iop',
        trackId: 'evening',
        startsOn: '2026-11-09',
        confirmedAt: '2026-11-07T15:00:03.000Z',
        requestedAt: '2026-11-07T15:00:00.000Z',
        reason: 'reassessment-withdrawn',
        messageId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c4001',
      }),
    ]);
  });

  it('keeps a recovery residence as a placement of its own, confirmed once', () => {
    const housing = (state: string) =>
      placement('recovery-housing-changed', { state, programId: 'birch-house' });
    const [waiting, confirmed, arrived] = ['waiting', 'confirmed', 'arrived'].map(housing);
    expect([waiting?.status, waiting?.confirmedAt, waiting?.level]).toEqual([
      ...['waitlisted', null, 'RR'],
    ]);
    expect([confirmed?.confirmedAt, arrived?.confirmedAt]).toEqual([
      ...['2026-11-07T15:00:03.000Z', null],
    ]);
    expect(arrived?.status).toBe('confirmed');
  });

  it('folds a batch to the same whatever way it is cut', () => {
    const facts = [
      'placement-offered',
      'placement-declined',
      'placement-waitlisted',
      'placement-confirmed',
    ].map((name) => placement(name));
    for (let cut = 0; cut <= facts.length; cut += 1)
      expect(foldPlacements([...foldPlacements(facts.slice(0, cut)), ...facts.slice(cut)])).toEqual(
        foldPlacements(facts),
      );
  });
});
