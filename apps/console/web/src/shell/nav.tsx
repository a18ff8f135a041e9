import { Link, useLocation } from 'wouter';
import { count } from '../format/labels.js';
import { useOverview } from '../live/queries.js';
import { useMe } from '../session/use-me.js';
import { Icon, type IconName } from '../ui/icons.js';

interface Entry {
  readonly path: string;
  readonly title: string;
  readonly icon: IconName;
  /** Whoever has one of these scopes can use the screen; others are not led to it. */
  readonly needs: readonly string[];
}

const AREAS: readonly { readonly title: string; readonly entries: readonly Entry[] }[] = [
  {
    title: 'Operations',
    entries: [
      { path: '/', title: 'Overview', icon: 'overview', needs: ['ops.read', 'care.read'] },
      { path: '/events', title: 'Live events', icon: 'events', needs: ['ops.read'] },
      { path: '/feeds', title: 'Feeds', icon: 'feeds', needs: ['ops.read'] },
      { path: '/messages', title: 'Messages', icon: 'message', needs: ['messages.read'] },
      { path: '/people', title: 'People', icon: 'people', needs: ['care.read', 'ops.read'] },
      {
        path: '/identity-reviews',
        title: 'Identity reviews',
        icon: 'pair',
        needs: ['persons.link'],
      },
      {
        path: '/reassessments',
        title: 'Reassessments',
        icon: 'reassessments',
        needs: ['care.read'],
      },
      { path: '/placements', title: 'Placements', icon: 'placements', needs: ['care.read'] },
      {
        path: '/emergency-accesses',
        title: 'Emergency access',
        icon: 'lock',
        needs: ['consent.admin', 'audit.read'],
      },
      { path: '/parked', title: 'Parked', icon: 'parked', needs: ['ops.read'] },
      { path: '/webhooks', title: 'Webhooks', icon: 'link', needs: ['ops.read'] },
      { path: '/services', title: 'Services', icon: 'services', needs: ['ops.read', 'care.read'] },
    ],
  },
  {
    title: 'Care',
    entries: [
      { path: '/care/queue', title: 'Work queue', icon: 'queue', needs: ['care.read'] },
      { path: '/care/desk', title: 'Admission desk', icon: 'placements', needs: ['offers.answer'] },
      { path: '/care/request', title: 'Request care', icon: 'person', needs: ['ingest.write'] },
      { path: '/care/waiting', title: 'Waiting list', icon: 'hourglass', needs: ['care.read'] },
      { path: '/care/coordination', title: 'Coordination', icon: 'people', needs: ['care.read'] },
      { path: '/care/capacity', title: 'Capacity', icon: 'bed', needs: ['care.read'] },
      { path: '/care/offers', title: 'Offers', icon: 'hourglass', needs: ['care.read'] },
      { path: '/care/policies', title: 'Policies', icon: 'scale', needs: ['care.read'] },
      { path: '/care/what-if', title: 'What if', icon: 'branch', needs: ['care.read'] },
    ],
  },
];

const isAt = (location: string, path: string): boolean =>
  path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`);

export function Nav({ onGo }: { readonly onGo?: () => void }) {
  const [place] = useLocation();
  // One reassessment is worked on from the queue.
  const location = place.startsWith('/care/reassessments/') ? '/care/queue' : place;
  const areas = useOpenAreas();
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
      {areas.map((area) => (
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

/** The areas with the screens that are open to the reader; all of them until it is known who that is. */
function useOpenAreas(): typeof AREAS {
  const me = useMe();
  if (!me) return AREAS;
  return AREAS.map(({ title, entries }) => ({
    title,
    entries: entries.filter(({ needs }) => needs.some((scope) => me.scopes.includes(scope))),
  })).filter(({ entries }) => entries.length > 0);
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
