import { Link, useLocation } from 'wouter';
import { count } from '../format/labels.js';
import { useOverview } from '../live/queries.js';
import { Icon, type IconName } from '../ui/icons.js';

interface Entry {
  readonly path: string;
  readonly title: string;
  readonly icon: IconName;
}

const AREAS: readonly { readonly title: string; readonly entries: readonly Entry[] }[] = [
  {
    title: 'Operations',
    entries: [
      { path: '/', title: 'Overview', icon: 'overview' },
      { path: '/events', title: 'Live events', icon: 'events' },
      { path: '/feeds', title: 'Feeds', icon: 'feeds' },
      { path: '/messages', title: 'Messages', icon: 'message' },
      { path: '/people', title: 'People', icon: 'people' },
      { path: '/identity-reviews', title: 'Identity reviews', icon: 'pair' },
      { path: '/reassessments', title: 'Reassessments', icon: 'reassessments' },
      { path: '/placements', title: 'Placements', icon: 'placements' },
      { path: '/parked', title: 'Parked', icon: 'parked' },
      { path: '/services', title: 'Services', icon: 'services' },
    ],
  },
  {
    title: 'Care',
    entries: [
      { path: '/care/queue', title: 'Work queue', icon: 'queue' },
      { path: '/care/desk', title: 'Admission desk', icon: 'placements' },
      { path: '/care/request', title: 'Request care', icon: 'person' },
      { path: '/care/waiting', title: 'Waiting list', icon: 'hourglass' },
      { path: '/care/coordination', title: 'Coordination', icon: 'people' },
      { path: '/care/capacity', title: 'Capacity', icon: 'bed' },
      { path: '/care/offers', title: 'Offers', icon: 'hourglass' },
      { path: '/care/policies', title: 'Policies', icon: 'scale' },
      { path: '/care/what-if', title: 'What if', icon: 'branch' },
    ],
  },
];

const isAt = (location: string, path: string): boolean =>
  path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`);

export function Nav({ onGo }: { readonly onGo?: () => void }) {
  const [place] = useLocation();
  // One reassessment is worked on from the queue.
  const location = place.startsWith('/care/reassessments/') ? '/care/queue' : place;
  const overview = useOverview().data;
  const troubled = overview?.services.filter(
    (service) => service.state === 'down' || service.state === 'degraded',
  );
  const marks: Readonly<Record<string, Mark | undefined>> = {
    '/parked': mark(overview?.parked.total, 'parked'),
    '/identity-reviews': mark(overview?.reviews.open, 'open'),
    '/reassessments': mark(overview?.reassessments.overdue, 'overdue'),
    '/feeds': mark(overview?.feeds.troubled.length, 'with an alarm'),
    '/services': mark(troubled?.length, 'in trouble'),
  };
  return (
    <nav aria-label="Screens">
      {AREAS.map((area) => (
        <section key={area.title} className="nav-area">
          <h2>{area.title}</h2>
          <ul className="nav">
            {area.entries.map((entry) => (
              <li key={entry.path}>
                <NavLink
                  entry={entry}
                  current={isAt(location, entry.path)}
                  mark={marks[entry.path]}
                  onGo={onGo}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

interface Mark {
  readonly count: number;
  readonly words: string;
}

const mark = (value: number | undefined, words: string): Mark | undefined =>
  value ? { count: value, words } : undefined;

function NavLink({
  entry,
  current,
  mark,
  onGo,
}: {
  readonly entry: Entry;
  readonly current: boolean;
  readonly mark: Mark | undefined;
  readonly onGo: (() => void) | undefined;
}) {
  return (
    <Link href={entry.path} aria-current={current ? 'page' : undefined} onClick={onGo}>
      <Icon name={entry.icon} size={17} />
      <span className="nav-title">{entry.title}</span>
      {mark ? (
        <span className="nav-mark num" title={`${mark.count} ${mark.words}`}>
          {count(mark.count)}
          <span className="visually-hidden"> {mark.words}</span>
        </span>
      ) : null}
    </Link>
  );
}
