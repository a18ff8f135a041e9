import { kafkaAcls } from './kafka-acls.js';

const acls = kafkaAcls([
  { service: 'intake', reads: ['handrail.inbound'] },
  { service: 'assessment', reads: ['handrail.intake', 'handrail.outcomes'] },
  { service: 'console', reads: ['handrail.intake'] },
]);
const who = (operation: 'Read' | 'Write' | 'Describe', topic: string) =>
  acls
    .filter((acl) => acl.resource === 'topic' && acl.name === topic)
    .filter(({ operations }) => operations.includes(operation))
    .map(({ principal }) => principal);

describe('what principals may do at the brokers', () => {
  it('is to write on their own topic, and sources on the inbound one', () => {
    expect(who('Write', 'handrail.intake')).toEqual(['handrail-intake']);
    expect(who('Write', 'handrail.assessment')).toEqual(['handrail-assessment']);
    expect(who('Write', 'handrail.outcomes')).toEqual([]);
    expect(who('Write', 'handrail.inbound')).toEqual(['handrail-source']);
  });

  it('is to read what they handle, and to look at everything', () => {
    expect(who('Read', 'handrail.intake')).toEqual(['handrail-assessment', 'handrail-console']);
    expect(who('Read', 'handrail.inbound')).toEqual(['handrail-intake']);
    expect(who('Describe', 'handrail.scheduling')).toEqual([
      ...['handrail-intake', 'handrail-assessment', 'handrail-console'],
    ]);
  });

  it('is to join groups of their own, and no group of another', () => {
    const groups = acls.filter(({ resource }) => resource === 'group');
    expect(groups.map(({ principal, name, pattern }) => `${principal} ${pattern} ${name}`)).toEqual(
      [
        'handrail-intake prefixed handrail.intake',
        'handrail-assessment prefixed handrail.assessment',
        'handrail-console prefixed handrail.console',
      ],
    );
  });

  it('is never to make, change or delete anything', () => {
    const operations = new Set(acls.flatMap((acl) => acl.operations));
    expect([...operations].sort()).toEqual(['Describe', 'Read', 'Write']);
  });
});
