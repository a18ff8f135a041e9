import type { FeedsGlance } from '../../../../src/feeds/feeds.view.js';
import { count, plural } from '../../format/labels.js';
import { useNow } from '../../prefs/now.js';
import { link } from '../../url/url-state.js';
import { alarmWords } from '../feeds/alarm-words.js';
import { Figure } from './figure.js';

/** How many sources an alarm stands about, and what is wrong with the one it stands about for longest. */
export function FeedsFigure({ feeds }: { readonly feeds: FeedsGlance }) {
  const now = useNow();
  const { known, total, troubled } = feeds;
  const alarms = link('/feeds', { state: 'alarm' });
  if (!known)
    return (
      <Figure
        title="Feeds with an alarm"
        value="?"
        to="/feeds"
        tone="bad"
        notes={[{ text: 'Not known: intake does not answer', tone: 'bad' }]}
      />
    );
  const [worst] = troubled;
  return (
    <Figure
      title="Feeds with an alarm"
      value={count(troubled.length)}
      to={worst ? alarms : '/feeds'}
      tone={worst ? 'bad' : undefined}
      notes={
        worst
          ? [
              { text: worst.source, to: link('/feeds', { state: 'alarm', feed: worst.feedId }) },
              {
                text: worst.alarms[0]
                  ? alarmWords(worst.alarms[0], now)
                  : 'Every message it sends is rejected',
                tone: 'bad',
              },
            ]
          : [{ text: `${plural(total, 'source')}, none unusual`, to: '/feeds' }]
      }
    />
  );
}
