import { installedBrowsers } from './installed-browsers.js';

const machine = (platform: NodeJS.Platform, path: string, ...programs: string[]) => ({
  platform,
  path,
  home: '/people/kim',
  isProgram: (file: string) => programs.includes(file),
});

describe('the browsers of a machine', () => {
  it('are those on the path first, then those at their usual places, each once', () => {
    const linux = machine(
      'linux',
      '/people/kim/bin::/usr/bin',
      '/people/kim/bin/chrome',
      '/usr/bin/chromium',
      '/opt/google/chrome/chrome',
      '/snap/bin/chromium',
    );
    expect(installedBrowsers(linux)).toEqual([
      '/people/kim/bin/chrome',
      '/usr/bin/chromium',
      '/opt/google/chrome/chrome',
      '/snap/bin/chromium',
    ]);
  });

  it('are found with an empty path too', () => {
    expect(installedBrowsers(machine('linux', '', '/usr/bin/chromium-browser'))).toEqual([
      '/usr/bin/chromium-browser',
    ]);
  });

  it('are applications on macOS, of the machine or of one user', () => {
    const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    const chromium = '/people/kim/Applications/Chromium.app/Contents/MacOS/Chromium';
    expect(installedBrowsers(machine('darwin', '/usr/bin', chromium, chrome))).toEqual([
      chrome,
      chromium,
    ]);
  });

  it('are none on a machine with only Node', () => {
    expect(installedBrowsers(machine('linux', '/usr/bin:/bin', '/usr/bin/node'))).toEqual([]);
  });
});
