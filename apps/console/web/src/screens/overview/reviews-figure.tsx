import type { ReviewsGlance } from '../../../../src/identity-reviews/identity-reviews.view.js';
import { count } from '../../format/labels.js';
import { relative } from '../../format/time.js';
import { useNow } from '../../prefs/now.js';
import { Figure } from './figure.js';

/** Pairs of persons that wait for somebody to say whether they are one. */
export function ReviewsFigure({ reviews }: { readonly reviews: ReviewsGlance }) {
  const now = useNow();
  const { known, open, oldestOpenedAt } = reviews;
  if (!known)
    return (
      <Figure
        title="Identity reviews"
        value="?"
        to="/identity-reviews"
        tone="bad"
        notes={[{ text: 'Not known: intake does not answer', tone: 'bad' }]}
      />
    );
  return (
    <Figure
      title="Identity reviews"
      value={count(open)}
      to="/identity-reviews"
      tone={open > 0 ? 'warn' : undefined}
      notes={[
        {
          text: oldestOpenedAt ? `Oldest asked ${relative(oldestOpenedAt, now)}` : 'None open',
          to: '/identity-reviews',
        },
      ]}
    />
  );
}
