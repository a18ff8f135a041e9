import { LOCAL, principalIn } from './principal.js';
import { settleActor } from './settle-actor.js';

const nurse = principalIn({ sub: 'nurse-7', client_id: 'console', roles: ['nurse'] })!;
const BOTH = { by: true, role: true };
const NEITHER = { by: false, role: false };

describe('who acts', () => {
  it('is filled in from the token where the body leaves it out', () => {
    expect(settleActor({ reason: 'ill' }, { by: true, role: false }, nurse)).toEqual({
      kind: 'settled',
      body: { reason: 'ill', by: 'nurse-7' },
    });
    expect(settleActor({}, BOTH, nurse)).toEqual({
      kind: 'settled',
      body: { by: 'nurse-7', role: 'nurse' },
    });
  });

  it('may be named when it is who asks', () => {
    const body = { by: 'nurse-7', role: 'nurse' };
    expect(settleActor(body, BOTH, nurse)).toEqual({ kind: 'settled', body });
  });

  it.each([
    [{ by: 'physician-1' }, '/by'],
    [{ by: 'Nurse-7' }, '/by'],
    [{ by: ['nurse-7'] }, '/by'],
    [{ by: null }, '/by'],
    [{ by: '' }, '/by'],
    [{ by: 'nurse-7', role: 'physician' }, '/role'],
    [{ role: 'physician' }, '/role'],
  ])('is nobody else, whatever a body says: %j', (body, path) => {
    expect(settleActor(body, BOTH, nurse)).toEqual({ kind: 'claims-another', path });
  });

  it('is not asked where the route keeps nobody', () => {
    const body = { by: 'the sea' };
    expect(settleActor(body, NEITHER, nurse)).toEqual({ kind: 'settled', body });
  });

  it('is whoever the body names from this machine without a token', () => {
    const body = { by: 'nurse-7', role: 'physician' };
    expect(settleActor(body, BOTH, LOCAL)).toEqual({ kind: 'settled', body });
  });
});
