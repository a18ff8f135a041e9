import { words } from '../../format/labels.js';
import { Badge, type Tone } from '../../ui/badges.js';
import type { IconName } from '../../ui/icons.js';

/** What makes a case riskier or its ratings less sure, the gravest first. */
export const FLAGS = [
  'emergency',
  'overdose-risk',
  'pregnant',
  'injecting',
  'severe-withdrawal-history',
  'ratings-missing',
  'ratings-stale',
  'evidence-conflicting',
  'outreach-failed',
  'plan-and-medication-review',
  'propose-closure',
] as const;

const TONES: Readonly<Record<string, readonly [Tone, IconName]>> = {
  emergency: ['bad', 'alert'],
  'overdose-risk': ['bad', 'alert'],
  pregnant: ['violet', 'flag'],
  injecting: ['violet', 'flag'],
  'severe-withdrawal-history': ['bad', 'flag'],
  'ratings-missing': ['warn', 'question'],
  'ratings-stale': ['warn', 'hourglass'],
  'evidence-conflicting': ['warn', 'alert'],
  'outreach-failed': ['warn', 'down'],
};

export function Flags({ flags }: { readonly flags: readonly string[] }) {
  if (flags.length === 0) return null;
  return (
    <span className="flags">
      {flags.map((flag) => {
        const [tone, icon] = TONES[flag] ?? ['quiet', 'flag'];
        return (
          <Badge key={flag} tone={tone} icon={icon}>
            {words(flag)}
          </Badge>
        );
      })}
    </span>
  );
}
