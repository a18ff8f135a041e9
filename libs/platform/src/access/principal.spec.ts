import { principalIn } from './principal.js';

const scopes = (claims: object) =>
  [...principalIn({ sub: 'nurse-7', client_id: 'console', ...claims })!.scopes].toSorted();

describe('whom a token is about', () => {
  it('is a person, or a system that asks for itself', () => {
    const person = { sub: 'nurse-7', client_id: 'console', organisation: 'bay-state' };
    expect(principalIn(person)).toMatchObject({
      ...{ actor: 'nurse-7', kind: 'person', client: 'console', organisation: 'bay-state' },
    });
    expect(principalIn({ sub: 'st-mary', azp: 'st-mary' })).toMatchObject({
      ...{ actor: 'client/st-mary', kind: 'system', client: 'st-mary', organisation: null },
    });
  });

  it.each([
    {},
    { sub: 'nurse-7' },
    { client_id: 'console' },
    { sub: 7, client_id: 'console' },
    { sub: '', client_id: 'console' },
    { sub: 'nurse 7', client_id: 'console' },
    { sub: 'nurse\r\nx: y', client_id: 'console' },
    { sub: 'system/local', client_id: 'console' },
    { sub: 'client/st-mary', client_id: 'console' },
    { sub: 'n'.repeat(101), client_id: 'console' },
  ])('is nobody for %j', (claims) => {
    expect(principalIn(claims)).toBeUndefined();
  });

  it.each([
    ...['', ' ', 'Harbour House', 'Hafenhaus Süd', 'h'.repeat(201), 'harbour\u0000'],
    ...[['harbour'], [], { code: 'harbour' }, 7, false, true],
  ])('is nobody of an organisation nobody can read: %j', (organisation) => {
    expect(principalIn({ sub: 'nurse-7', client_id: 'console', organisation })).toBeUndefined();
  });

  it.each([null, undefined])('is of this network where the organisation is %s', (organisation) => {
    const principal = principalIn({ sub: 'nurse-7', client_id: 'console', organisation });
    expect(principal).toMatchObject({ actor: 'nurse-7', organisation: null });
  });

  it('may what its roles and scopes allow together, and nothing for names nobody knows', () => {
    expect(scopes({})).toEqual([]);
    expect(scopes({ roles: ['admission-desk'] })).toEqual(['care.read', 'offers.answer']);
    expect(scopes({ roles: 'sender', scope: 'openid ops.read everything' })).toEqual([
      'ingest.write',
      'ops.read',
    ]);
    expect(scopes({ roles: ['toString', '__proto__', 'root', 7], scope: 'constructor' })).toEqual(
      [],
    );
  });
});
