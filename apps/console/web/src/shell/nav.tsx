import { Link, useLocation } from 'wouter';
import { count } from '../format/labels.js';
import { useOverview } from '../live/queries.js';
import { Icon, type IconName } from '../ui/icons.js';

interface Entry {
  readonly path: string;
  readonly title: string;
  readonly icon: IconName;
}

const ENTRIES: readonly Entry[] = [
  { path: '/', title: 'Overview', icon: 'overview' },
  { path: '/events', title: 'Live events', icon: 'events' },
  { path: '/people', title: 'People', icon: 'people' },
  { path: '/reassessments', title: 'Reassessments', icon: 'reassessments' },
  { path: '/placements', title: 'Placements', icon: 'placements' },
  { path: '/parked', title: 'Parked', icon: 'parked' },
  { path: '/services', title: 'Services', icon: 'services' },
];

const isAt = (location: string, path: string): boolean =>
  path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`);

export function Nav({ onGo }: { readonly onGo?: () => void }) {
  const [location] = useLocation();
  const overview = useOverview().data;
  const troubled = overview?.services.filter(
    (one) => one.state === 'down' || one.state === 'degraded',
  );
  const marks: Readonly<Record<string, { count: number; words: string } | undefined>> = {
    '/parked': mark(overview?.parked.total, 'parked'),
    '/reassessments': mark(overview?.reassessments.overdue, 'overdue'),
    '/services': mark(troubled?.length, 'in trouble'),
  };
  return (
    <nav aria-label="Screens">
      <ul className="nav">
        {ENTRIES.map((entry) => (
          <li key={entry.path}>
            <Link
              href={entry.path}
              aria-current={isAt(location, entry.path) ? 'page' : undefined}
              onClick={onGo}
            >
              <Icon name={entry.icon} size={17} />
              <span className="nav-title">{entry.title}</span>
              {marks[entry.path] ? (
                <span
                  className="nav-mark num"
                  title={`${marks[entry.path]!.count} ${marks[entry.path]!.words}`}
                >
                  {count(marks[entry.path]!.count)}
                  <span className="visually-hidden"> {marks[entry.path]!.words}</span>
                </span>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const mark = (value: number | undefined, words: string) =>
  value ? { count: value, words } : undefined;
