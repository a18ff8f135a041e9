import { Story, minute, report } from '../../testing/story.js';
import { staysOf } from './stays.js';

const admitted = report('started', 1, { setting: 'withdrawal-management' });

describe('reports of one minute', () => {
  const sent = (kind: 'ended' | 'end-cancelled', second: number, id: string) =>
    report(kind, 100, {
      ...{ id, sentAt: minute(100 + second / 60) },
      ...(kind === 'ended' ? { disposition: id === 'z' ? 'against-advice' : 'completed' } : {}),
    });
  const [first, undone, again] = [
    sent('ended', 10, 'z'),
    sent('end-cancelled', 25, 'y'),
    sent('ended', 50, 'x'),
  ];

  it.each([
    ['as they were sent', [first, undone, again]],
    ['backwards', [again, undone, first]],
    ['the cancellation first', [undone, again, first]],
  ])('are taken by when each was sent: %s', (_name, order) => {
    const story = new Story().hears(admitted);
    order.forEach((each) => story.hears(each));
    expect(staysOf(story.visit)).toMatchObject([
      { endedAt: minute(100), disposition: 'completed' },
    ]);
  });

  it.each([
    ['one after the other', (at: number) => minute(200 + at)],
    ['in one frame', () => minute(200)],
  ])('are taken by their arrival where nothing else tells, whatever their ids: %s', (_, cameAt) => {
    const at = (kind: 'ended' | 'end-cancelled', id: string, nth: number) =>
      report(kind, 100, { id, receivedAt: cameAt(nth) });
    const ends = [at('ended', 'c', 1), at('end-cancelled', 'b', 2), at('ended', 'a', 3)];
    const open = [at('ended', 'b', 1), at('end-cancelled', 'a', 2)];
    const staysAfter = (reports: readonly ReturnType<typeof report>[]) => {
      const story = new Story().hears(admitted);
      reports.forEach((each) => story.hears(each));
      return staysOf(story.visit);
    };
    expect(staysAfter(ends)).toMatchObject([{ endedAt: minute(100) }]);
    expect(staysAfter(open)).toMatchObject([{ endedAt: null }]);
  });
});
