import { Textarea } from '@mantine/core';
import { DIMENSIONS, LANGUAGES } from '@handrail/domain';
import { languageName } from '../../../format/labels.js';
import { Panel } from '../../../ui/page.js';
import { Time } from '../../../ui/time.js';
import { useThisDesk } from './desk-context.js';
import { EvidenceList } from './evidence.js';
import { AvailableHours } from './available-hours.js';
import { ChoiceField, CodeField, YesNoField } from './fact-fields.js';
import { usePlacementChoices } from './use-placement-choices.js';

const HOUSING = ['unknown', 'stable', 'unstable', 'unsafe', 'homeless', 'recovery-residence'];
const MEDICATION = ['none', 'buprenorphine', 'methadone', 'naltrexone'];
const MODALITIES = ['on-site', 'virtual', 'either'];

/** Everything beside the ratings that bears on level and place, each to be known or stated anew. */
export function Circumstances() {
  const desk = useThisDesk();
  const { latest, typed, events, waits } = desk;
  const choices = usePlacementChoices();
  const dimensions: readonly string[] = DIMENSIONS;
  const others = (latest.evidence ?? []).filter((fact) => !dimensions.includes(fact.item));
  return (
    <Panel title="Circumstances" id="circumstances-title">
      <div className="circumstances">
        <div className="circumstance-fields">
          <ChoiceField fact="housing" choices={HOUSING} />
          <YesNoField fact="pregnant" />
          <YesNoField fact="injecting" />
          <YesNoField fact="coOccurring" />
          <YesNoField fact="severeWithdrawalHistory" />
          <ChoiceField fact="moud" choices={MEDICATION} />
          <CodeField fact="region" known={choices.regions} />
          <CodeField fact="payer" known={choices.payers} />
          <ChoiceField fact="modality" choices={MODALITIES} />
          <ChoiceField fact="language" choices={LANGUAGES} wordsOf={languageName} />
          <YesNoField fact="wheelchair" />
          <YesNoField fact="traumaInformed" />
          <YesNoField fact="familyServices" />
        </div>
        <AvailableHours />
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
