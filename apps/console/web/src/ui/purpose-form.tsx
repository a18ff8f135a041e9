import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useWorker } from '../screens/care/worker.js';
import { isReason } from './reason-field.js';
import { RefusalNotice } from './refusal-notice.js';

/** Asks what something personal is read for, and as whom, before it is shown. Both are kept. */
export function PurposeForm({
  label,
  busy,
  error,
  onRead,
}: {
  /** What is about to be shown, for the button. */
  readonly label: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onRead: (reader: { readonly by: string; readonly purpose: string }) => void;
}) {
  const [purpose, setPurpose] = useState('');
  const { as } = useWorker();
  const ready = isReason(purpose) && !busy;
  return (
    <form
      className="purpose-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) as(({ name }) => onRead({ by: name, purpose: purpose.trim() }));
      }}
    >
      <Textarea
        label="What do you read it for?"
        description="Kept with your user name and the time. No names of persons."
        value={purpose}
        onChange={(event) => setPurpose(event.currentTarget.value)}
        required
        minRows={1}
        autosize
        maxLength={500}
      />
      <RefusalNotice error={error} />
      <button type="submit" className="button" disabled={!ready}>
        {busy ? 'Reading…' : label}
      </button>
    </form>
  );
}
