import { packagedBrowser } from './packaged-browser.js';

describe('the browser of the packages', () => {
  it.each([
    ['darwin', 'x64'],
    ['darwin', 'arm64'],
    ['linux', 'arm64'],
  ])('is not for %s on %s, and says so', async (platform, arch) => {
    expect(await packagedBrowser(platform, arch)).toEqual({
      unavailable: `the packaged one is for Linux on x64, this is ${platform} on ${arch}`,
    });
  });
});
