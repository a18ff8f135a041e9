import { EventVersions, personRegistered } from '@handrail/contracts';
import { checkHandlers, type Handler } from './handlers.js';

const handler: Handler = {
  store: 'default',
  run: () => {
    throw new Error('not called');
  },
};
const stores = { default: undefined as never };
const later = { ...personRegistered, version: 2, type: 'handrail.intake.person-registered.v2' };
const versions = new EventVersions([personRegistered, later], []);

describe('the handlers of a service', () => {
  it('name stores that are there', () => {
    const handlers = new Map([[personRegistered.type, { ...handler, store: 'elsewhere' }]]);
    expect(() => checkHandlers(handlers, stores, versions)).toThrow('known are default');
  });

  it('take the last version their own release knows: its writers may publish it', () => {
    const old = new Map([[personRegistered.type, handler]]);
    expect(() => checkHandlers(old, stores, versions)).toThrow(
      `${personRegistered.type} is handled but ${later.type} is not`,
    );
    expect(() => checkHandlers(new Map([[later.type, handler]]), stores, versions)).not.toThrow();
    const timer = new Map([['timer.hop', handler]]);
    expect(() => checkHandlers(timer, stores, versions)).not.toThrow();
  });
});
