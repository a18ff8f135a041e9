import { personRegistered, stayEnded } from '@handrail/contracts';
import type { Handler } from './handlers.js';
import { knownTypes } from './known-types.js';

const handler: Handler = { store: 'default', run: () => ({ kind: 'ignored', reason: 'none' }) };

it('reads a type once somebody handles it, though it was asked about before', () => {
  const handlers = new Map([[personRegistered.type, handler]]);
  const known = knownTypes(handlers);
  expect(known.reading(stayEnded.type)).toEqual({ kind: 'unknown' });
  expect(known.reading(personRegistered.type)).toEqual({ kind: 'as-is' });
  handlers.set(stayEnded.type, handler);
  expect(known.reading(stayEnded.type)).toEqual({ kind: 'as-is' });
  expect(known.reading('handrail.intake.person-registered.v999')).toEqual({ kind: 'newer' });
});
