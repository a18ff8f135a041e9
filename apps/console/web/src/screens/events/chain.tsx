import type { EventDetail } from '../../../../src/api/events.js';
import { SERVICE_TITLES, shortId } from '../../format/labels.js';
import { outcomeLook } from '../../ui/badges.js';
import { Icon } from '../../ui/icons.js';
import { Time } from '../../ui/time.js';
import { chainTree } from './chain-tree.js';

/** Everything one source message led to, each under its cause; the open event is marked. */
export function Chain({
  event,
  onOpen,
}: {
  readonly event: EventDetail;
  readonly onOpen: (id: string) => void;
}) {
  return (
    <ol className="chain">
      <li className="depth-0">
        <span className="chain-icon tone-quiet">
          <Icon name="arrow" size={13} />
        </span>
        <span className="chain-title">Source message {shortId(event.correlationId)}</span>
      </li>
      {chainTree(event.chain).map(({ link, depth }) => {
        const { tone, icon } = outcomeLook(link.outcome);
        const current = link.id === event.id;
        return (
          <li key={link.id} className={`depth-${Math.min(depth + 1, 6)}`}>
            <span className={`chain-icon tone-${tone}`}>
              <Icon name={icon} size={13} />
            </span>
            {current ? (
              <strong className="chain-title" aria-current="true">
                {link.title}
              </strong>
            ) : (
              <button type="button" className="chain-title as-link" onClick={() => onOpen(link.id)}>
                {link.title}
              </button>
            )}
            <span className="facts">
              {SERVICE_TITLES[link.service]} · <Time at={link.time} />
            </span>
          </li>
        );
      })}
    </ol>
  );
}
