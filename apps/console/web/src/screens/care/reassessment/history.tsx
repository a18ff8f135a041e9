import { useQuery } from '@tanstack/react-query';
import type { RecordedDeterminationAnswer } from '@handrail/contracts';
import type { CareReassessment } from '../../../../../src/api/care.js';
import { words } from '../../../format/labels.js';
import { api } from '../../../live/api.js';
import { Panel } from '../../../ui/page.js';
import { None } from '../../../ui/states.js';
import { Time } from '../../../ui/time.js';
import { useThisDesk } from './desk-context.js';

interface Step {
  readonly at: string;
  readonly text: string;
  readonly more: string | null;
}

/** What happened to the work itself: stages, requests, attempts to reach, escalations. */
export function History() {
  const { latest } = useThisDesk();
  const steps = stepsOf(latest);
  return (
    <Panel title="What was done" id="history-title">
      {steps.length === 0 ? (
        <None>Nothing yet</None>
      ) : (
        <ol className="steps">
          {steps.map((step) => (
            <li key={`${step.at} ${step.text}`}>
              <Time at={step.at} /> {step.text}
              {step.more ? <span className="facts">{step.more}</span> : null}
            </li>
          ))}
        </ol>
      )}
      <Determinations id={latest.id} version={latest.version} />
    </Panel>
  );
}

function stepsOf(view: CareReassessment): Step[] {
  const steps: Step[] = [
    ...(view.history ?? []).map((step) => ({
      at: step.effectiveAt,
      text: step.by ? `${words(step.stage)}, by ${step.by}` : words(step.stage),
      more: step.reason,
    })),
    ...(view.informationRequests ?? []).map((request) => ({
      at: request.at,
      text: `${request.by} asked for information${request.answeredAt ? ', answered' : ''}`,
      more: request.asks,
    })),
    ...(view.escalations ?? []).map((escalation) => ({
      at: escalation.at,
      text: `Back to the pool: ${words(escalation.reason).toLowerCase()}`,
      more: escalation.from ? `It was ${escalation.from}'s` : null,
    })),
    ...(view.outreach?.attempts ?? []).map((attempt) => ({
      at: attempt.at,
      text: `${attempt.by} tried to reach the person: ${words(attempt.outcome).toLowerCase()}`,
      more: null,
    })),
  ];
  return steps.sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** Every determination made here, and whether its policy says the same today. */
function Determinations({ id, version }: { readonly id: string; readonly version: number }) {
  const made = useQuery({
    queryKey: ['care-determinations', id, version],
    queryFn: () =>
      api<{ items: readonly RecordedDeterminationAnswer[] }>(
        `/v1/console/care/reassessments/${id}/determinations`,
      ),
  });
  if (!made.data || made.data.items.length === 0) return null;
  return (
    <>
      <h3 className="section-title">Determinations</h3>
      <ol className="steps">
        {made.data.items.map((determination) => (
          <li key={determination.determinationId}>
            <Time at={determination.determinedAt} />{' '}
            <strong>{determination.level ?? 'No level'}</strong>, by {determination.decidedBy},
            policy {determination.policyVersion}
            <span className="facts">{REPRODUCED[String(determination.reproduced)]}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

const REPRODUCED: Readonly<Record<string, string>> = {
  true: 'Asked again with the same inputs, the policy says the same.',
  false:
    'Asked again with the same inputs, the policy says something else. Tell who looks after it.',
  null: 'This version of the policy is not there any more.',
};
