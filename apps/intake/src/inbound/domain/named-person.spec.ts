import { keysOf, mergedDetails, trustedOf, withDetails } from './named-person.js';

describe('details of a person', () => {
  const early = '2026-11-02T08:00:00.000Z';
  const late = '2026-11-03T08:00:00.000Z';

  it('are the newest of each field, in either order of arrival', () => {
    const first = { name: { family: 'Alder' }, phone: '1' };
    const second = { name: { family: 'Birch' } };
    const inOrder = withDetails(withDetails({}, first, early), second, late);
    expect(withDetails(withDetails({}, second, late), first, early)).toEqual(inOrder);
    expect(inOrder).toEqual({
      name: { value: { family: 'Birch' }, at: late },
      phone: { value: '1', at: early },
    });
  });

  it('are cleared by the newest report that says so, in either order', () => {
    const inOrder = withDetails(withDetails({}, { phone: '1' }, early), { phone: null }, late);
    const backwards = withDetails(withDetails({}, { phone: null }, late), { phone: '1' }, early);
    expect([inOrder, backwards]).toEqual([inOrder, inOrder]);
    expect(inOrder).toEqual({ phone: { value: null, at: late } });
  });

  it('do not depend on the order of reports with one time', () => {
    const forwards = withDetails(withDetails({}, { phone: '1' }, early), { phone: '2' }, early);
    const other = withDetails(withDetails({}, { phone: '2' }, early), { phone: '1' }, early);
    expect(forwards).toEqual(other);
  });

  it('of two merged persons are the newest of both', () => {
    const survivor = withDetails({}, { phone: 'old', sex: 'female' }, early);
    const retired = withDetails({}, { phone: 'new' }, late);
    expect(mergedDetails(survivor, retired)).toEqual({
      phone: { value: 'new', at: late },
      sex: { value: 'female', at: early },
    });
  });
});

describe('identifiers that say who somebody is', () => {
  it('are one of each trusted authority', () => {
    const identifiers = [
      { system: 'ssn', value: '1', trusted: false },
      { system: 'mrn', value: 'A', trusted: true },
      { system: 'mrn', value: 'B', trusted: true },
      { system: 'mpi', value: 'C', trusted: true },
    ];
    expect(trustedOf({ identifiers, details: {} }).map(({ value }) => value)).toEqual(['A', 'C']);
  });
});

describe('a person whom no trusted authority names', () => {
  const ssn = { system: 'ssn', value: '1', trusted: false };
  const named = (family?: string) => ({
    identifiers: [ssn],
    details: { birthDate: '1990-04-12', ...(family ? { name: { family } } : {}) },
  });

  it('is known by number, family name and birth date together', () => {
    expect(keysOf(named('Alder'))).toEqual(keysOf(named('ALDER ')));
    expect(keysOf(named('Alder'))).not.toEqual(keysOf(named('Birch')));
  });

  it('is never known by the number alone', () => {
    expect(keysOf(named())).toEqual([]);
  });
});
