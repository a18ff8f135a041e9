import { words } from '../../format/labels.js';
import { span } from '../../format/time.js';
import { useNow } from '../../prefs/now.js';
import { Badge, type Tone } from '../../ui/badges.js';
import { Time } from '../../ui/time.js';
import type { IconName } from '../../ui/icons.js';

/** What of an offer its state is read from. */
interface Shown {
  readonly status: string;
  readonly expiresAt: string;
}

/** A place is held for it. */
export const isOpenOffer = ({ status }: Pick<Shown, 'status'>): boolean =>
  status === 'sent' || status === 'acknowledged';

const LOOKS: Readonly<Record<string, { readonly tone: Tone; readonly icon: IconName }>> = {
  sent: { tone: 'warn', icon: 'hourglass' },
  acknowledged: { tone: 'info', icon: 'clock' },
  accepted: { tone: 'ok', icon: 'check-circle' },
  declined: { tone: 'bad', icon: 'down' },
  lapsed: { tone: 'quiet', icon: 'hourglass' },
  withdrawn: { tone: 'quiet', icon: 'undo' },
};

export const OfferBadge = ({ status }: { readonly status: string }) => (
  <Badge {...(LOOKS[status] ?? { tone: 'quiet', icon: 'question' })}>
    {status === 'sent' ? 'Not seen yet' : words(status)}
  </Badge>
);

/** Under this the time left is shown as urgent. */
const SOON_S = 10 * 60;

/** The time an offer has left, by the clock of the page; it runs in the hours of the program. */
export function Countdown({ offer }: { readonly offer: Shown }) {
  const left = (Date.parse(offer.expiresAt) - useNow()) / 1000;
  if (left <= 0) return <span className="text-bad">Time is over</span>;
  return (
    <span className={left < SOON_S ? 'text-warn num' : 'num'}>
      {span(left)} left, until <Time at={offer.expiresAt} />
    </span>
  );
}
