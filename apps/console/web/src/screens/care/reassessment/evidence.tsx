import { Link } from 'wouter';
import type { EvidenceAnswer, EvidenceStanding } from '@handrail/contracts';
import type { KnownEvent } from '../../../../../src/api/care.js';
import { shortType, words } from '../../../format/labels.js';
import { Badge, type Tone } from '../../../ui/badges.js';
import type { IconName } from '../../../ui/icons.js';
import { Time } from '../../../ui/time.js';
import { link } from '../../../url/url-state.js';
import { inputTitle } from '../dimensions.js';

const STANDINGS: Readonly<Record<EvidenceStanding, readonly [Tone, IconName, string]>> = {
  used: ['ok', 'check-circle', 'Used'],
  stale: ['warn', 'hourglass', 'Stale, does not count'],
  superseded: ['quiet', 'undo', 'Replaced by newer'],
  conflicting: ['bad', 'alert', 'Conflicts'],
};

const ORDER: readonly EvidenceStanding[] = ['conflicting', 'stale', 'used', 'superseded'];

const text = (value: unknown): string =>
  typeof value === 'boolean'
    ? value
      ? 'yes'
      : 'no'
    : typeof value === 'string'
      ? words(value)
      : String(value);

/** Facts behind one item: each with where it is from and how old it is; doubtful ones first. */
export function EvidenceList({
  evidence,
  events,
  named = false,
}: {
  readonly evidence: readonly EvidenceAnswer[];
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
      {sorted.map((fact) => {
        const [tone, icon, title] = STANDINGS[fact.standing];
        return (
          <li key={`${fact.item} ${fact.source.eventId} ${fact.observedAt}`}>
            <span>
              <Said of={fact} named={named} />, <Time at={fact.observedAt} ago />
            </span>
            <Badge tone={tone} icon={icon}>
              {title}
            </Badge>
            <Source of={fact} events={events} />
          </li>
        );
      })}
    </ul>
  );
}

/** Where a fact is from: its event, as long as the console keeps it, or that it was entered here. */
function Source({
  of,
  events,
}: {
  readonly of: EvidenceAnswer;
  readonly events: readonly KnownEvent[];
}) {
  const known = events.find((event) => event.id === of.source.eventId);
  if (known)
    return (
      <Link href={link('/events', { event: known.id })} className="facts">
        {known.title}
      </Link>
    );
  return <span className="quiet">{words(shortType(of.source.type))}</span>;
}

/** What happened has no value: that it happened is all. */
function Said({ of, named }: { readonly of: EvidenceAnswer; readonly named: boolean }) {
  if (of.value === null) return <strong>{words(of.item)}</strong>;
  return (
    <>
      {named ? `${words(inputTitle(of.item))}: ` : ''}
      <strong>{text(of.value)}</strong>
    </>
  );
}
