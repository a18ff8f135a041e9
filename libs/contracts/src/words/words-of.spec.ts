import { catalogue } from '../catalogue.js';
import { wordsOf } from './words-of.js';

const exampleOf = (name: string) => {
  const contract = catalogue.find(({ name: known }) => known === name);
  if (!contract) throw new Error(`no contract ${name}`);
  return { type: contract.type, data: contract.example as Record<string, unknown> };
};
const words = (name: string, changes: Record<string, unknown> = {}) => {
  const { type, data } = exampleOf(name);
  return wordsOf(type, { ...data, ...changes });
};

describe('the words of an event', () => {
  it.each(catalogue.map((contract) => [contract.name, contract] as const))(
    'has words of its own for %s',
    (_, contract) => {
      const shown = wordsOf(contract.type, contract.example);
      expect(shown.title).toMatch(/^[A-Z][^.]*$/);
      expect(`${shown.title} ${shown.facts}`).not.toMatch(/undefined|null|\?|handrail\./);
      expect(shown.outcome).toMatch(/^[a-z-]+$/);
    },
  );

  it('tells how a stay ended', () => {
    expect(words('stay-ended')).toEqual({
      title: 'Detox completed',
      facts: 'st-mary',
      outcome: 'recorded',
    });
    expect(words('stay-ended', { disposition: 'against-advice' })).toMatchObject({
      title: 'Detox left against advice',
      outcome: 'attention',
    });
  });

  it('separates a decision of the policy from one that waits for a person', () => {
    const { determination } = exampleOf('level-of-care-determined').data as {
      determination: Record<string, unknown>;
    };
    expect(words('level-of-care-determined')).toEqual({
      title: 'Level of care decided: IOP',
      facts: 'policy 2026.1',
      outcome: 'decided',
    });
    const open = { ...determination, mode: 'needs-human', level: null };
    expect(words('level-of-care-determined', { determination: open })).toMatchObject({
      title: 'Level of care needs a person',
      outcome: 'needs-person',
    });
    expect(
      words('level-of-care-determined', { determination: open, decidedBy: 'clinician' }),
    ).toMatchObject({ title: 'Level of care decided: none', facts: 'a clinician' });
  });

  it('names another instrument with what it said', () => {
    expect(words('instrument-result-recorded')).toMatchObject({ facts: 'continuum · 2.1' });
    const locus = { instrument: 'locus', level: null, composite: 21 };
    expect(words('instrument-result-recorded', locus).facts).toBe('locus · composite 21');
  });

  it('tells a full program from one that does not exist', () => {
    expect(words('placement-waitlisted').facts).toBe('every fitting program is full');
    expect(words('placement-waitlisted', { waitReason: 'no-matching-program' }).facts).toBe(
      'no program fits',
    );
  });

  it('shows an event it has no words for by its name', () => {
    expect(wordsOf('handrail.intake.stay-postponed.v1', {})).toEqual({
      title: 'Stay postponed',
      facts: '',
      outcome: 'recorded',
    });
    expect(wordsOf('org.example.other', {}).title).toBe('org.example.other');
  });
});
