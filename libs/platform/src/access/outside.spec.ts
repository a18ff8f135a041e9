import { isForNetworkOnly, isOutside } from './outside.js';

describe('somebody of another organisation', () => {
  it.each<[string | null, readonly string[], boolean]>([
    [null, [], false],
    ['bay-state', ['bay-state', 'bay-labs'], false],
    ['birch-house', ['bay-state'], true],
    // Nobody has said who the network is: whoever says that they belong to somebody is outside.
    ['bay-state', [], true],
  ])('%p, of a network of %p, is outside: %p', (organisation, network, expected) => {
    expect(isOutside({ organisation }, network)).toBe(expected);
  });

  it('is let in to send, and where a route says so', () => {
    expect(isForNetworkOnly(['ingest.write'], false)).toBe(false);
    expect(isForNetworkOnly(['care.read'], false)).toBe(true);
    expect(isForNetworkOnly(['ingest.write', 'care.read'], false)).toBe(true);
    expect(isForNetworkOnly(['care.read'], true)).toBe(false);
  });
});
