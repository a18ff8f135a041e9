import { withPublished } from './changes.js';
import { decideRehoming } from './rehome.js';
import { report, Story } from '../../testing/story.js';

describe('a visit that moves to another person', () => {
  it('has everything told of it taken back, the end first, and told again', () => {
    const story = new Story().hears(report('started', 0, { setting: 'residential' }));
    story.hears(report('planned', 1)).hears(report('ended', 60));
    const { retractions, visit, changes } = decideRehoming(story.visit);
    expect(story.published).toEqual([
      'stay-started as e1',
      'step-down-planned as e2',
      'stay-ended as e3',
    ]);
    expect(retractions.map(({ fact, eventId }) => [fact, eventId])).toEqual([
      ['end', 'e3'],
      ['plan', 'e2'],
      ['start', 'e1'],
    ]);
    expect(changes.map(({ kind }) => kind)).toEqual(['stay-started', 'stay-ended']);
    const published = withPublished(visit, changes, ['n1', 'n2']);
    expect(decideRehoming(published).retractions.map(({ eventId }) => eventId)).toEqual([
      'n2',
      'n1',
    ]);
  });

  it('of which nothing was told, says nothing', () => {
    const story = new Story().hears(report('started', 0));
    expect(decideRehoming(story.visit)).toMatchObject({ retractions: [], changes: [] });
  });
});
