import { browserCommand } from './open-browser.js';

describe('the browser', () => {
  it('is opened on Linux only where there is a display', () => {
    expect(browserCommand('linux', {})).toBeUndefined();
    expect(browserCommand('linux', { DISPLAY: '' })).toBeUndefined();
    expect(browserCommand('linux', { DISPLAY: ':0' })?.file).toBe('xdg-open');
    expect(browserCommand('linux', { WAYLAND_DISPLAY: 'wayland-0' })?.file).toBe('xdg-open');
  });

  it('is opened by the desktop elsewhere', () => {
    expect(browserCommand('darwin', {})?.file).toBe('open');
    expect(browserCommand('win32', {})).toEqual({ file: 'cmd', args: ['/c', 'start', ''] });
  });
});
