import { fileURLToPath } from 'node:url';
import { checkPolicy } from './load-policy.js';

const folder = fileURLToPath(new URL('../../../policies/2026.1', import.meta.url));

describe('the shipped policy', () => {
  it('has nothing wrong with it', () => {
    expect(checkPolicy(folder).problems).toEqual([]);
  });
});
