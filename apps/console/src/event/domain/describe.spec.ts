import { catalogue } from '@handrail/contracts';
import { OUTCOMES } from './outcome.js';
import { describe as describeEvent } from './describe.js';
import { eventName } from './event-name.js';

const exampleOf = (name: string) => {
  const contract = catalogue.find((one) => one.name === name);
  if (!contract) throw new Error(`no contract ${name}`);
  return { type: contract.type, data: contract.example as Record<string, unknown> };
};
const said = (name: string, changes: Record<string, unknown> = {}) => {
  const { type, data } = exampleOf(name);
  return describeEvent(type, { ...data, ...changes });
};

describe('what the console says about an event', () => {
  it.each(catalogue.map((contract) => [contract.name, contract] as const))(
    'has words of its own for %s',
    (_, contract) => {
      const spoken = describeEvent(contract.type, contract.example);
      expect(spoken.title).toMatch(/^[A-Z][^.]*$/);
      expect(`${spoken.title} ${spoken.facts}`).not.toMatch(/undefined|null|\?|handrail\./);
      expect(OUTCOMES).toContain(spoken.outcome);
      expect(eventName(contract.type)).toEqual({ service: contract.context, name: contract.name });
    },
  );

  it('tells how a stay ended', () => {
    expect(said('stay-ended')).toEqual({
      title: 'Detox completed',
      facts: 'st-mary',
      outcome: 'recorded',
    });
    expect(said('stay-ended', { disposition: 'against-advice' })).toMatchObject({
      title: 'Detox left against advice',
      outcome: 'attention',
    });
  });

  it('separates a decision of the policy from one that waits for a person', () => {
    const { determination } = exampleOf('level-of-care-determined').data as {
      determination: Record<string, unknown>;
    };
    expect(said('level-of-care-determined')).toEqual({
      title: 'Level of care decided: IOP',
      facts: 'policy 2026.1',
      outcome: 'decided',
    });
    const open = { ...determination, mode: 'needs-human', level: null };
    expect(said('level-of-care-determined', { determination: open })).toMatchObject({
      title: 'Level of care needs a person',
      outcome: 'needs-person',
    });
    expect(
      said('level-of-care-determined', { determination: open, decidedBy: 'clinician' }),
    ).toMatchObject({ title: 'Level of care decided: none', facts: 'a clinician' });
  });

  it('names another instrument with what it said', () => {
    expect(said('instrument-result-recorded')).toMatchObject({ facts: 'continuum · 2.1' });
    const locus = { instrument: 'locus', level: null, composite: 21 };
    expect(said('instrument-result-recorded', locus).facts).toBe('locus · composite 21');
  });

  it('tells a full program from one that does not exist', () => {
    expect(said('placement-waitlisted').facts).toBe('every matching program is full');
    expect(said('placement-waitlisted', { waitReason: 'no-matching-program' }).facts).toBe(
      'no program matches',
    );
  });

  it('shows an event it has no words for by its name', () => {
    expect(describeEvent('handrail.intake.stay-postponed.v1', {})).toEqual({
      title: 'Stay postponed',
      facts: '',
      outcome: 'recorded',
    });
    expect(describeEvent('org.example.other', {}).title).toBe('org.example.other');
  });
});
