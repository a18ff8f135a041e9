import { ACCESS_ROLE_NAMES, ACCESS_ROLES, scopesOf } from './access-roles.js';
import { ALL_SCOPES } from './scopes.js';

const allow = (scope: string) =>
  ACCESS_ROLE_NAMES.filter((name) =>
    (ACCESS_ROLES[name].scopes as readonly string[]).includes(scope),
  );

describe('roles', () => {
  it('allow every scope somewhere, and none of them everything', () => {
    expect([...scopesOf(ACCESS_ROLE_NAMES)].toSorted()).toEqual([...ALL_SCOPES].toSorted());
    for (const name of ACCESS_ROLE_NAMES)
      expect(scopesOf([name]).size).toBeLessThan(ALL_SCOPES.length / 2);
  });

  it('keep signing, raw content, audit and keys to whom they belong', () => {
    expect(allow('care.sign')).toEqual(['physician', 'medical-director']);
    expect(allow('messages.raw')).toEqual(['records-steward']);
    expect(allow('audit.read')).toEqual(['privacy-officer']);
    expect(allow('keys.admin')).toEqual(['operator']);
  });

  it('let readers and those who run it read no more than that', () => {
    expect([...scopesOf(['reader'])].filter((scope) => !scope.endsWith('.read'))).toEqual([]);
    expect([...scopesOf(['operator'])].filter((scope) => /^(care|persons)/.test(scope))).toEqual(
      [],
    );
  });
});
