import { Link } from 'wouter';
import type { ChainLink } from '../../../../src/api/events.js';
import { SERVICE_TITLES, shortId } from '../../format/labels.js';
import { outcomeLook } from '../../ui/badges.js';
import { Icon } from '../../ui/icons.js';
import { Time } from '../../ui/time.js';
import { link } from '../../url/url-state.js';
import { chainTree } from './chain-tree.js';

/** Everything one source message led to, each under its cause; the open event is marked. */
export function Chain({
  chain,
  root,
  current,
  onOpen,
}: {
  readonly chain: readonly ChainLink[];
  /** The message at the root, and the way to it. */
  readonly root: string;
  readonly current: string;
  readonly onOpen: (id: string) => void;
}) {
  return (
    <ol className="chain">
      <li className="depth-0">
        <span className="chain-icon tone-quiet">
          <Icon name="arrow" size={13} />
        </span>
        <Link href={`/messages/${root}`} className="chain-title">
          Source message {shortId(root)}
        </Link>
      </li>
      {chainTree(chain).map(({ link: event, depth }) => {
        const { tone, icon } = outcomeLook(event.outcome);

        return (
          <li key={event.id} className={`depth-${Math.min(depth + 1, 6)}`}>
            <span className={`chain-icon tone-${tone}`}>
              <Icon name={icon} size={13} />
            </span>
            {event.id === current ? (
              <strong className="chain-title" aria-current="true">
                {event.title}
              </strong>
            ) : (
              <button
                type="button"
                className="chain-title as-link"
                onClick={() => onOpen(event.id)}
              >
                {event.title}
              </button>
            )}
            <span className="facts">
              {SERVICE_TITLES[event.service]} · <Time at={event.time} />
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** The same where no event is open: each leads to the list of events. */
export function ChainList({ chain }: { readonly chain: readonly ChainLink[] }) {
  return (
    <ol className="chain">
      {chainTree(chain).map(({ link: event, depth }) => {
        const { tone, icon } = outcomeLook(event.outcome);
        return (
          <li key={event.id} className={`depth-${Math.min(depth, 6)}`}>
            <span className={`chain-icon tone-${tone}`}>
              <Icon name={icon} size={13} />
            </span>
            <Link href={link('/events', { event: event.id })} className="chain-title">
              {event.title}
            </Link>
            <span className="facts">
              {SERVICE_TITLES[event.service]} · <Time at={event.time} />
            </span>
          </li>
        );
      })}
    </ol>
  );
}
