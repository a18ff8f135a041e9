import { fieldPath } from './field-path.js';

describe('where something is wrong', () => {
  it.each([
    ['PID^1^3', 'PID-3 (patient identifier)'],
    ['PID^1^3^1', 'PID-3 (patient identifier), repetition 1'],
    ['PID^1^3^2^4^1', 'PID-3 (patient identifier), repetition 2, component 4.1'],
    ['PV1^2^45', 'PV1-45 (discharged at), second PV1 segment'],
    ['ZBX^1^9', 'ZBX-9'],
    ['MSH', 'MSH segment'],
    ['PID^4', 'PID segment, the 4th'],
    ['/data/person/identifiers', '/data/person/identifiers'],
    ['Bundle.entry[2].resource', 'Bundle.entry[2].resource'],
    ['/', 'the whole message'],
  ])('%s is %s', (path, words) => {
    expect(fieldPath(path)).toBe(words);
  });
});
