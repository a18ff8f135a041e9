import { Link } from 'wouter';
import type { JourneyRow } from '../../../../src/api/journey.js';
import { SERVICE_TITLES } from '../../format/labels.js';
import { longDay, span } from '../../format/time.js';
import { usePreferences } from '../../prefs/preferences.js';
import { outcomeLook } from '../../ui/badges.js';
import { Icon } from '../../ui/icons.js';
import { Time } from '../../ui/time.js';
import { link } from '../../url/url-state.js';
import { Decision } from './decision.js';

/** A pause this long is part of the story and is said. */
const GAP_S = 36 * 3_600;

/** Days with their events, causes in words. A cause is a link to where it stands in the story. */
export function Timeline({
  items,
  oldestFirst,
}: {
  readonly items: readonly JourneyRow[];
  readonly oldestFirst: boolean;
}) {
  const { zone } = usePreferences();
  return (
    <ol className="timeline">
      {items.map((item, at) => {
        const before = items[at - 1];
        const newDay = !before || longDay(before.at, zone) !== longDay(item.at, zone);
        const gap = before ? Math.abs(Date.parse(before.at) - Date.parse(item.at)) / 1000 : 0;
        return (
          <li
            key={item.eventId}
            id={`e-${item.eventId}`}
            className={newDay ? 'new-day' : undefined}
          >
            {gap > GAP_S ? (
              <p className="gap">
                {span(gap)} {oldestFirst ? 'later' : 'earlier'}
              </p>
            ) : null}
            {newDay ? <h3 className="day">{longDay(item.at, zone)}</h3> : null}
            <Item item={item} />
          </li>
        );
      })}
    </ol>
  );
}

function Item({ item }: { readonly item: JourneyRow }) {
  const { tone, icon } = outcomeLook(item.outcome);
  return (
    <div className="moment">
      <span className="moment-time">
        <Time at={item.at} />
      </span>
      <span className={`moment-icon tone-${tone}`}>
        <Icon name={icon} size={14} />
      </span>
      <div className="moment-body">
        <p className="moment-title">
          {item.kept ? (
            <Link href={link('/events', { event: item.eventId })} className="row-link" data-row>
              {item.title}
            </Link>
          ) : (
            item.title
          )}
          {item.service ? <span className="facts">{SERVICE_TITLES[item.service]}</span> : null}
        </p>
        {item.facts ? <p className="moment-facts">{item.facts}</p> : null}
        <p className="cause">
          {item.causeTitle && item.causedBy ? (
            <>
              because: <a href={`#e-${item.causedBy}`}>{item.causeTitle}</a>
            </>
          ) : item.causedBy ? (
            <>
              because a source reported it
              {item.messageId ? (
                <>
                  : <Link href={`/messages/${item.messageId}`}>the message</Link>
                </>
              ) : null}
            </>
          ) : (
            'no cause recorded'
          )}
        </p>
        {item.decision ? <Decision decision={item.decision} /> : null}
      </div>
    </div>
  );
}
