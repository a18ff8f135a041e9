import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import type { DeterminationData } from '@handrail/contracts';
import { words } from '../../../format/labels.js';
import { ApiError, post } from '../../../live/api.js';
import { Panel } from '../../../ui/page.js';
import { Time } from '../../../ui/time.js';
import { DeterminationFacts, LevelLine, Trace } from '../determination.js';
import { useThisDesk } from './desk-context.js';
import { changesRecord, effective } from './typed.js';
import type { Desk } from './use-desk.js';

/** What the policy says about what was typed, before any of it is recorded. */
export function usePreview(desk: Desk) {
  const { latest, typed } = desk;
  const [asked] = useDebouncedValue(
    JSON.stringify({
      ratings: effective(latest, typed),
      trigger: latest.trigger.kind,
      currentLevel: latest.currentLevel,
      context: { ...latest.context, ...typed.context },
    }),
    250,
  );
  return useQuery({
    queryKey: ['care-preview', asked],
    queryFn: () =>
      post<DeterminationData>(
        '/v1/console/care/policies/current/evaluate',
        JSON.parse(asked) as object,
      ),
    enabled: desk.waits && changesRecord(typed),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}

/** The level and its reasons: decided, proposed, or as it would be with what was typed. */
export function Proposal({ preview }: { readonly preview: ReturnType<typeof usePreview> }) {
  const { latest, typed, waits } = useThisDesk();
  const now = latest.determination ?? latest.proposal;
  const changed = waits && changesRecord(typed);
  const shown = changed ? preview.data : now;
  return (
    <>
      <Panel title={title(waits, changed)} id="proposal-title">
        <div role="status">
          {shown ? (
            <LevelLine level={shown.level} asam={shown.asamLevel} />
          ) : (
            <p>Asking the policy…</p>
          )}
          {changed && now && shown && now.level !== shown.level ? (
            <p className="quiet">On record it is {now.level ?? 'no level'}.</p>
          ) : null}
          {changed && preview.isError ? (
            <p className="text-bad">
              {preview.error instanceof ApiError ? preview.error.message : 'It cannot be asked.'}
            </p>
          ) : null}
        </div>
        {latest.override ? <Overridden /> : null}
        {shown ? <DeterminationFacts of={shown} /> : null}
      </Panel>
      {shown ? (
        <Panel title="Why: rules that spoke" id="trace-title" flush>
          <Trace steps={shown.trace} />
        </Panel>
      ) : null}
    </>
  );
}

function title(waits: boolean, changed: boolean): string {
  if (!waits) return 'Level of care';
  return changed ? 'With what you typed' : 'The policy proposes';
}

/** Both results of an override: what the policy said, and what a person decided with which reason. */
function Overridden() {
  const { override, determination, determinedAt } = useThisDesk().latest;
  if (!override) return null;
  return (
    <dl className="both" aria-label="Both results">
      <div>
        <dt>The policy said</dt>
        <dd>
          <LevelLine level={override.policyLevel} />
        </dd>
      </div>
      <div>
        <dt>{words(override.role)} decided</dt>
        <dd>
          <LevelLine level={determination?.level ?? null} />
          <span className="facts">
            {words(override.reasonCode)}
            {determinedAt ? (
              <>
                {', '}
                <Time at={determinedAt} />
              </>
            ) : null}
          </span>
          <span className="block">{override.text}</span>
        </dd>
      </div>
    </dl>
  );
}
