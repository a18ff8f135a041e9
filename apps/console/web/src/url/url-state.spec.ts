import { link, readSearch, writeSearch } from './url-state.js';

describe('state in the address', () => {
  it('is the same address for the same state, whatever the order', () => {
    expect(writeSearch({ type: 'a', service: 'intake' })).toBe('?service=intake&type=a');
    expect(writeSearch({ service: 'intake', type: 'a' })).toBe('?service=intake&type=a');
  });

  it('leaves out what is not set, and the question mark with it', () => {
    expect(writeSearch({ type: undefined, service: '' })).toBe('');
    expect(link('/events')).toBe('/events');
    expect(readSearch('?type=&service=intake')).toEqual({ service: 'intake' });
  });

  it('reads back what it wrote', () => {
    const state = { q: 'a b&c', since: '2026-11-22T10:00:00.000Z' };
    expect(readSearch(writeSearch(state))).toEqual(state);
  });
});
