import { Opened } from './opened.js';

describe('what was opened', () => {
  it('is closed in the mirrored order, one after the other', async () => {
    const closed: string[] = [];
    const opened = new Opened(() => undefined);
    for (const name of ['database', 'intake', 'console'])
      opened.add(name, async () => {
        await Promise.resolve();
        closed.push(name);
      });
    await opened.close();
    expect(closed).toEqual(['console', 'intake', 'database']);
  });

  it('is closed once, however often it is asked for', async () => {
    let closed = 0;
    const opened = new Opened(() => undefined);
    opened.add('database', async () => void (closed += 1));
    expect(opened.isClosing).toBe(false);
    await Promise.all([opened.close(), opened.close()]);
    expect(opened.isClosing).toBe(true);
    expect(closed).toBe(1);
  });

  it('is closed to the end when one part cannot be', async () => {
    const lines: string[] = [];
    const opened = new Opened((line) => void lines.push(line));
    opened.add('database', async () => void lines.push('database closed'));
    opened.add('intake', () => Promise.reject(new Error('stuck')));
    await opened.close();
    expect(lines).toEqual(['intake did not stop cleanly: Error: stuck', 'database closed']);
  });
});
