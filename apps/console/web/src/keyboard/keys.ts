/** What a pressed key asks for. `g` waits for a second letter. */
export type KeyWish =
  | { readonly kind: 'go'; readonly path: string }
  | { readonly kind: 'search' | 'help' | 'next' | 'previous' | 'pause' | 'zone' | 'theme' }
  | { readonly kind: 'wait' }
  | null;

/** Where `g` and a letter lead. */
export const PLACES: Readonly<Record<string, { readonly path: string; readonly title: string }>> = {
  o: { path: '/', title: 'Overview' },
  e: { path: '/events', title: 'Live events' },
  f: { path: '/feeds', title: 'Feeds' },
  m: { path: '/messages', title: 'Messages' },
  p: { path: '/people', title: 'People' },
  i: { path: '/identity-reviews', title: 'Identity reviews' },
  r: { path: '/reassessments', title: 'Reassessments' },
  l: { path: '/placements', title: 'Placements' },
  k: { path: '/parked', title: 'Parked' },
  s: { path: '/services', title: 'Services' },
  q: { path: '/care/queue', title: 'Work queue' },
  b: { path: '/care/capacity', title: 'Capacity' },
  v: { path: '/care/offers', title: 'Offers' },
  t: { path: '/care/waiting', title: 'Waiting list' },
  y: { path: '/care/policies', title: 'Policies' },
  w: { path: '/care/what-if', title: 'What if' },
};

/** After this pause a `g` is forgotten. */
export const SEQUENCE_MS = 1_500;

/** Pure: which wish a key is, given whether `g` was pressed just before. */
export function keyWish(key: string, afterG: boolean): KeyWish {
  if (afterG) {
    const place = PLACES[key];
    return place ? { kind: 'go', path: place.path } : null;
  }
  switch (key) {
    case 'g':
      return { kind: 'wait' };
    case '/':
      return { kind: 'search' };
    case '?':
      return { kind: 'help' };
    case 'j':
      return { kind: 'next' };
    case 'k':
      return { kind: 'previous' };
    case '.':
      return { kind: 'pause' };
    case 'z':
      return { kind: 'zone' };
    case 't':
      return { kind: 'theme' };
    default:
      return null;
  }
}
