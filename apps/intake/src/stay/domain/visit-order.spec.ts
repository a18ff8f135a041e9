import { Story, minute, report } from './story.js';
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

  it('are taken by their arrival, which their ids begin with, where nothing else tells', () => {
    const at = (kind: 'ended' | 'end-cancelled', id: string) => report(kind, 100, { id });
    const ends = [at('ended', 'a'), at('end-cancelled', 'b'), at('ended', 'c')];
    const open = [at('ended', 'a'), at('end-cancelled', 'b')];
    const staysAfter = (reports: readonly ReturnType<typeof report>[]) => {
      const story = new Story().hears(admitted);
      reports.forEach((each) => story.hears(each));
      return staysOf(story.visit);
    };
    expect(staysAfter(ends)).toMatchObject([{ endedAt: minute(100) }]);
    expect(staysAfter(open)).toMatchObject([{ endedAt: null }]);
  });
});
