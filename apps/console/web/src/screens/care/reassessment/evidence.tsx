import { Link } from 'wouter';
import type { Evidence, KnownEvent, Standing } from '../../../../../src/api/care.js';
import { words } from '../../../format/labels.js';
import { Badge, type Tone } from '../../../ui/badges.js';
import type { IconName } from '../../../ui/icons.js';
import { Time } from '../../../ui/time.js';
import { link } from '../../../url/url-state.js';

const STANDINGS: Readonly<Record<Standing, readonly [Tone, IconName, string]>> = {
  used: ['ok', 'check-circle', 'Counts'],
  stale: ['warn', 'hourglass', 'Stale, does not count'],
  superseded: ['quiet', 'undo', 'Replaced by newer'],
  conflicting: ['bad', 'alert', 'Conflicts'],
};

const ORDER: readonly Standing[] = ['conflicting', 'stale', 'used', 'superseded'];

const text = (value: unknown): string =>
  typeof value === 'boolean'
    ? value
      ? 'yes'
      : 'no'
    : typeof value === 'string'
      ? words(value)
      : String(value);

const titleOf = (evidence: Evidence, events: readonly KnownEvent[]): string =>
  events.find((one) => one.id === evidence.source.eventId)?.title ??
  words(evidence.source.type.replace(/^handrail\.[a-z]+\./, '').replace(/\.v\d+$/, ''));

/** Facts behind one item: each with where it is from and how old it is; doubtful ones first. */
export function EvidenceList({
  evidence,
  events,
  named = false,
}: {
  readonly evidence: readonly Evidence[];
  readonly events: readonly KnownEvent[];
  /** Whether each fact says what it is about. */
  readonly named?: boolean;
}) {
  const sorted = [...evidence].sort(
    (a, b) =>
      ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing) ||
      (a.observedAt < b.observedAt ? 1 : -1),
  );
  return (
    <ul className="evidence">
      {sorted.map((one) => {
        const [tone, icon, title] = STANDINGS[one.standing];
        return (
          <li key={`${one.item} ${one.source.eventId} ${one.observedAt}`}>
            <span>
              {named ? `${words(one.item)}: ` : ''}
              <strong>{text(one.value)}</strong>, <Time at={one.observedAt} ago />
            </span>
            <Badge tone={tone} icon={icon}>
              {title}
            </Badge>
            <Link href={link('/events', { event: one.source.eventId })} className="facts">
              {titleOf(one, events)}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
