import type { CareContext } from '@handrail/contracts';
import { NativeSelect, Textarea } from '@mantine/core';
import { DIMENSIONS } from '@handrail/domain';
import { words } from '../../../format/labels.js';
import { Panel } from '../../../ui/page.js';
import { None } from '../../../ui/states.js';
import { Time } from '../../../ui/time.js';
import { inputTitle } from '../dimensions.js';
import { useThisDesk } from './desk-context.js';
import { EvidenceList } from './evidence.js';
import { state } from './typed.js';

const HOUSING = ['unknown', 'stable', 'unstable', 'unsafe', 'homeless', 'recovery-residence'];
const OTHERS = [
  'severeWithdrawalHistory',
  'pregnant',
  'injecting',
  'coOccurring',
  'moud',
] as const satisfies readonly (keyof CareContext)[];

const textOf = (value: unknown): string =>
  value === true ? 'Yes' : value === false ? 'No' : words(String(value));

/** Facts beside the ratings: where the person lives, what is known, and evidence about them. */
export function Circumstances() {
  const desk = useThisDesk();
  const { latest, typed, events, waits } = desk;
  const known = typed.context['housing'] ?? latest.context['housing'];
  const housing = typeof known === 'string' ? known : 'unknown';
  const dimensions: readonly string[] = DIMENSIONS;
  const others = (latest.evidence ?? []).filter((fact) => !dimensions.includes(fact.item));
  return (
    <Panel title="Circumstances" id="circumstances-title">
      <div className="circumstances">
        <NativeSelect
          label="Housing"
          value={housing}
          onChange={(event) =>
            desk.type(state(latest, typed, 'housing', event.currentTarget.value))
          }
          data={HOUSING.map((value) => ({ value, label: words(value) }))}
          disabled={!waits}
        />
        <dl className="care-facts">
          {OTHERS.map((fact) => (
            <div key={fact}>
              <dt>{words(inputTitle(fact))}</dt>
              <dd>
                {latest.context[fact] === undefined ? (
                  <None>Not known</None>
                ) : (
                  textOf(latest.context[fact])
                )}
              </dd>
            </div>
          ))}
        </dl>
        {others.length > 0 ? <EvidenceList evidence={others} events={events} named /> : null}
        <Instruments />
        <Textarea
          label="Note"
          description="Stays with the draft. No names or other personal data."
          value={typed.note}
          onChange={(event) => desk.type({ ...typed, note: event.currentTarget.value })}
          autosize
          minRows={2}
          maxLength={2_000}
          disabled={!waits}
        />
      </div>
    </Panel>
  );
}

/** Results of other instruments, as they were told: shown beside, and never interpreted. */
function Instruments() {
  const instruments = useThisDesk().latest.instruments ?? [];
  if (instruments.length === 0) return null;
  return (
    <dl className="care-facts">
      {instruments.map((result) => (
        <div key={result.eventId}>
          <dt>{result.instrument.toUpperCase()}</dt>
          <dd>
            {[
              result.level === null ? null : `level ${result.level}`,
              result.composite === null ? null : `composite ${result.composite}`,
            ]
              .filter(Boolean)
              .join(', ')}{' '}
            <span className="quiet">
              <Time at={result.assessedAt} ago />
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
