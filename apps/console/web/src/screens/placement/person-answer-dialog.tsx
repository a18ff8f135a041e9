import { MultiSelect, Radio } from '@mantine/core';
import { useState } from 'react';
import type { PlacementCase } from '../../../../src/api/placement-case.js';
import { ActForm, ActModal } from '../care/act-modal.js';
import { useWorker } from '../care/worker.js';
import type { PlacementDesk } from './use-placement.js';

/** Puts on record what the person says to the place. */
export function PersonAnswerDialog({
  opened,
  desk,
  shown,
  onClose,
}: {
  readonly opened: boolean;
  readonly desk: PlacementDesk;
  readonly shown: PlacementCase;
  readonly onClose: () => void;
}) {
  return (
    <ActModal opened={opened} onClose={onClose} title="The person's own answer">
      {opened ? <Form desk={desk} shown={shown} onClose={onClose} /> : null}
    </ActModal>
  );
}

function Form({
  desk,
  shown,
  onClose,
}: {
  readonly desk: PlacementDesk;
  readonly shown: PlacementCase;
  readonly onClose: () => void;
}) {
  const { worker } = useWorker();
  const [answer, setAnswer] = useState('');
  const [only, setOnly] = useState<string[]>([]);
  const named = shown.programs.filter(({ level }) => level === shown.placement.level);
  return (
    <ActForm
      submit="Record the answer"
      ready={answer !== ''}
      onDone={onClose}
      onSubmit={async () => {
        const onlyPrograms = answer === 'no' && only.length > 0 ? { onlyPrograms: only } : {};
        const after = await desk.act('person-answer', {
          by: worker?.name,
          answer,
          ...onlyPrograms,
        });
        desk.did(answer === 'yes' ? 'The person says yes.' : 'The person says no.', after);
      }}
    >
      <Radio.Group label="Does the person want this place?" value={answer} onChange={setAnswer}>
        <Radio value="yes" mt={6} label="Yes" data-autofocus />
        <Radio
          value="no"
          mt={6}
          label="No: every place held for them goes to the next in line, their rank stays"
        />
      </Radio.Group>
      {answer === 'no' ? (
        <MultiSelect
          label="Programs the person would still go to"
          description="Without any, nobody is asked for 60 days."
          value={only}
          onChange={setOnly}
          data={named.map(({ id, name }) => ({ value: id, label: name }))}
          searchable
        />
      ) : null}
    </ActForm>
  );
}
