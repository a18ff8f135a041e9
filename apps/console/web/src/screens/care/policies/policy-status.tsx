import type { PolicySummaryAnswer } from '@handrail/contracts';
import { words } from '../../../format/labels.js';
import { Badge, type Tone } from '../../../ui/badges.js';
import type { IconName } from '../../../ui/icons.js';
import { Time } from '../../../ui/time.js';

const LOOKS: Readonly<Record<string, readonly [Tone, IconName]>> = {
  draft: ['warn', 'hourglass'],
  approved: ['ok', 'check-circle'],
  retired: ['quiet', 'flag'],
};

/** Whether a version may decide by itself, and on whose word. */
export function PolicyStatus({ policy }: { readonly policy: PolicySummaryAnswer }) {
  const [tone, icon] = LOOKS[policy.status] ?? ['quiet', 'question'];
  return (
    <>
      <Badge tone={tone} icon={icon}>
        {words(policy.status)}
      </Badge>
      {policy.current ? (
        <>
          {' '}
          <Badge tone="info" icon="scale">
            In force
          </Badge>
        </>
      ) : null}
      <span className="facts">
        {policy.approval ? (
          <>
            Approved by {policy.approval.by}, <Time at={policy.approval.at} />
          </>
        ) : (
          'Nobody has approved it'
        )}
      </span>
    </>
  );
}
