import { NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ReassessmentAct, ReassessmentWithEvents } from '../../../../src/api/care.js';
import { shortId } from '../../format/labels.js';
import { post } from '../../live/api.js';
import { isReason, ReasonField } from '../../ui/reason-field.js';
import { ActForm, ActModal } from './act-modal.js';
import { useWorker } from './worker.js';

/** The item an act is about, in the version somebody has seen. */
interface Target {
  readonly id: string;
  readonly personId: string;
  readonly version: number;
}

interface Dialog {
  readonly target: Target | null;
  readonly onClose: () => void;
  /** What was done, in words, and how the item is now. */
  readonly onDone: (outcome: string, answer: ReassessmentWithEvents) => void;
}

const act = (target: Target, name: ReassessmentAct, body: object) =>
  post<ReassessmentWithEvents>(
    `/v1/console/care/reassessments/${target.id}/${name}`,
    body,
    target.version,
  );

const HOURS = [
  { value: '1', label: 'One hour' },
  { value: '2', label: 'Two hours' },
  { value: '4', label: 'Four hours' },
  { value: '12', label: 'Twelve hours' },
  { value: '24', label: 'One day' },
  { value: '72', label: 'Three days, the longest' },
];

export function SnoozeDialog({ target, onClose, onDone }: Dialog) {
  return (
    <ActModal title="Snooze" opened={target !== null} onClose={onClose}>
      {target ? <Snooze target={target} onClose={onClose} onDone={onDone} /> : null}
    </ActModal>
  );
}

function Snooze({ target, onClose, onDone }: Dialog & { readonly target: Target }) {
  const { worker } = useWorker();
  const [hours, setHours] = useState('2');
  const [reason, setReason] = useState('');
  return (
    <ActForm
      submit="Snooze"
      ready={isReason(reason)}
      onDone={onClose}
      onSubmit={async () => {
        const until = new Date(Date.now() + Number(hours) * 3_600_000).toISOString();
        const answer = await act(target, 'snooze', { by: worker?.name, until, reason });
        onDone(`The reassessment of ${shortId(target.personId)} is snoozed.`, answer);
      }}
    >
      <p>It leaves the queue for a while. Its due time does not move.</p>
      <NativeSelect
        label="For"
        value={hours}
        onChange={(event) => setHours(event.currentTarget.value)}
        data={HOURS}
        data-autofocus
      />
      <Reason value={reason} onChange={setReason} />
    </ActForm>
  );
}

export function HandOffDialog({ target, onClose, onDone }: Dialog) {
  return (
    <ActModal title="Hand off" opened={target !== null} onClose={onClose}>
      {target ? <HandOff target={target} onClose={onClose} onDone={onDone} /> : null}
    </ActModal>
  );
}

function HandOff({ target, onClose, onDone }: Dialog & { readonly target: Target }) {
  const { worker } = useWorker();
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  return (
    <ActForm
      submit={to.trim() ? `Hand off to ${to.trim()}` : 'Put back to the pool'}
      ready={isReason(reason)}
      onDone={onClose}
      onSubmit={async () => {
        const next = to.trim() || null;
        const answer = await act(target, 'hand-off', { by: worker?.name, to: next, reason });
        onDone(
          `The reassessment of ${shortId(target.personId)} is ${next ? `${next}'s now` : 'unassigned'}.`,
          answer,
        );
      }}
    >
      <TextInput
        label="To"
        description="A user name. Left empty, it goes back to the pool."
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        maxLength={100}
        autoComplete="off"
        data-autofocus
      />
      <Reason value={reason} onChange={setReason} />
    </ActForm>
  );
}

export function RequestDialog({ target, onClose, onDone }: Dialog) {
  return (
    <ActModal title="Request information" opened={target !== null} onClose={onClose}>
      {target ? <Request target={target} onClose={onClose} onDone={onDone} /> : null}
    </ActModal>
  );
}

function Request({ target, onClose, onDone }: Dialog & { readonly target: Target }) {
  const { worker } = useWorker();
  const [asks, setAsks] = useState('');
  return (
    <ActForm
      submit="Request"
      ready={asks.trim().length >= 3}
      onDone={onClose}
      onSubmit={async () => {
        const answer = await act(target, 'request-information', { by: worker?.name, asks });
        onDone('The reassessment waits for information now.', answer);
      }}
    >
      <Textarea
        label="What is needed"
        description="It waits until ratings or a draft come. No names or other personal data."
        value={asks}
        onChange={(event) => setAsks(event.currentTarget.value)}
        required
        autosize
        minRows={2}
        maxLength={500}
        data-autofocus
      />
    </ActForm>
  );
}

const Reason = (field: { readonly value: string; readonly onChange: (value: string) => void }) => (
  <ReasonField description="Kept in the history. No names or other personal data." {...field} />
);
