import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { CoordinationItem, PersonAnswer } from '../../../../../src/api/coordination.js';
import { post } from '../../../live/api.js';
import { ActForm, ActModal } from '../act-modal.js';
import { useWorker } from '../worker.js';

interface Answering {
  readonly target: CoordinationItem | null;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

const ANSWERS: ReadonlyArray<{ readonly value: PersonAnswer; readonly label: string }> = [
  { value: 'yes', label: 'Yes, they want the place' },
  { value: 'no', label: 'No, it goes to the next in line' },
];

/** Records what a person says to the place they were given. */
export function AnswerDialog({ target, ...rest }: Answering) {
  return (
    <ActModal title="What the person says" opened={target !== null} onClose={rest.onClose}>
      {target ? <Form target={target} {...rest} /> : null}
    </ActModal>
  );
}

function Form({ target, onClose, onDone }: Answering & { readonly target: CoordinationItem }) {
  const { worker } = useWorker();
  const [answer, setAnswer] = useState('yes');
  return (
    <ActForm
      submit="Record the answer"
      ready
      onDone={onClose}
      onSubmit={async () => {
        const path = `/v1/console/care/coordination/${target.id}/person-answer`;
        await post(path, { by: worker?.name, answer });
        onDone();
      }}
    >
      <p>
        The place at {target.programName ?? 'the program'} was given without asking. Who says no
        keeps their rank, and is asked for nothing for 60 days.
      </p>
      <NativeSelect
        label="Answer"
        value={answer}
        onChange={(event) => setAnswer(event.currentTarget.value)}
        data={ANSWERS.map((each) => ({ ...each }))}
        data-autofocus
      />
    </ActForm>
  );
}
