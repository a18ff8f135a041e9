import type { Due } from '../../../../src/api/care.js';
import { span } from '../../format/time.js';
import { useNow } from '../../prefs/now.js';
import { Badge, type Tone } from '../../ui/badges.js';
import type { IconName } from '../../ui/icons.js';

const DUE: Readonly<Record<Due, readonly [Tone, IconName, string]>> = {
  overdue: ['bad', 'alert', 'Overdue'],
  'due-soon': ['warn', 'hourglass', 'Due soon'],
  'on-time': ['info', 'clock', 'In time'],
  none: ['quiet', 'dot', 'No deadline'],
};

export function DueBadge({ due }: { readonly due: Due }) {
  const [tone, icon, title] = DUE[due];
  return (
    <Badge tone={tone} icon={icon}>
      {title}
    </Badge>
  );
}

/** How long an item has been in its stage. */
export function StageAge({ since }: { readonly since: string }) {
  const now = useNow();
  return <span className="num">for {span((now - Date.parse(since)) / 1000)}</span>;
}
