import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { WaitingActed, WaitingActName } from '../../../../../src/api/waiting.js';
import { words } from '../../../format/labels.js';
import { post } from '../../../live/api.js';
import { ActForm, ActModal } from '../act-modal.js';
import { useWorker } from '../worker.js';
import {
  ACT_REASONS,
  ACT_TITLES,
  ANSWER_CHOICES,
  CONTACT_CHOICES,
  INTERIM_CHOICES,
} from './waiting-words.js';
import { actsFor, type ActTarget } from './acts-for.js';

interface Acting {
  readonly target: ActTarget | null;
  readonly onClose: () => void;
  readonly onDone: (target: ActTarget, act: WaitingActName, after: WaitingActed) => void;
}

/** Asks what is done about somebody who waits, and for what it needs. */
export function ActDialog({ target, onClose, onDone }: Acting) {
  const title = target?.entry ? 'Take back' : 'Act on the wait';
  return (
    <ActModal title={title} opened={target !== null} onClose={onClose}>
      {target ? <Form target={target} onClose={onClose} onDone={onDone} /> : null}
    </ActModal>
  );
}

const options = (choices: Readonly<Record<string, string>>) =>
  Object.entries(choices).map(([value, label]) => ({ value, label }));

function Form({ target, onClose, onDone }: Acting & { readonly target: ActTarget }) {
  const { worker } = useWorker();
  const { item, entry } = target;
  const choices: readonly WaitingActName[] = entry ? ['take-back'] : actsFor(item);
  const [act, setAct] = useState<WaitingActName>(choices[0]!);
  const [reason, setReason] = useState(ACT_REASONS[act][0]!);
  const [items, setItems] = useState<readonly string[]>([]);
  const [outcome, setOutcome] = useState('reached');
  const [answer, setAnswer] = useState('placed');
  const [until, setUntil] = useState('');
  const named = { interim: { items }, contact: { outcome, at: localNow() }, answer: { answer } };
  const more: object = {
    ...(act in named ? named[act as keyof typeof named] : {}),
    ...(act === 'pause' && until ? { until: new Date(`${until}T12:00`).toISOString() } : {}),
    ...(entry ? { entryId: entry.id } : {}),
  };
  return (
    <ActForm
      submit={ACT_TITLES[act]}
      ready={act !== 'interim' || items.length > 0}
      onDone={onClose}
      onSubmit={async () => {
        const path = `/v1/console/care/waiting/${item.placementId}/${act}`;
        const body = { by: worker?.name, reason, ...more };
        onDone(target, act, await post<WaitingActed>(path, body, item.version));
      }}
    >
      {entry ? (
        <p>It was noted by mistake: every clock is as if it had never been.</p>
      ) : (
        <NativeSelect
          label="What is done"
          value={act}
          onChange={(event) => {
            const next = event.currentTarget.value as WaitingActName;
            setAct(next);
            setReason(ACT_REASONS[next][0]!);
          }}
          data={choices.map((value) => ({ value, label: ACT_TITLES[value] }))}
          data-autofocus
        />
      )}
      {act === 'interim' ? <InterimItems items={items} onChange={setItems} /> : null}
      {act === 'contact' ? (
        <NativeSelect
          label="What came of it"
          value={outcome}
          onChange={(event) => setOutcome(event.currentTarget.value)}
          data={options(CONTACT_CHOICES)}
        />
      ) : null}
      {act === 'answer' ? (
        <NativeSelect
          label="The State"
          value={answer}
          onChange={(event) => setAnswer(event.currentTarget.value)}
          data={options(ANSWER_CHOICES)}
        />
      ) : null}
      {act === 'pause' ? (
        <TextInput
          type="date"
          label="Until"
          description="Empty while nobody knows."
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      ) : null}
      <NativeSelect
        label="Reason"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data={ACT_REASONS[act].map((value) => ({ value, label: words(value) }))}
      />
    </ActForm>
  );
}

function InterimItems({
  items,
  onChange,
}: {
  readonly items: readonly string[];
  readonly onChange: (items: readonly string[]) => void;
}) {
  return (
    <Checkbox.Group label="Services" value={[...items]} onChange={onChange}>
      {Object.entries(INTERIM_CHOICES).map(([value, label]) => (
        <Checkbox key={value} value={value} label={label} mt="xs" />
      ))}
    </Checkbox.Group>
  );
}

/** Now with the offset of here: it says on which day an attempt was made. */
function localNow(): string {
  const now = new Date();
  const minutes = -now.getTimezoneOffset();
  const local = new Date(now.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(minutes);
  const part = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${local}${minutes < 0 ? '-' : '+'}${part(size / 60)}:${part(size % 60)}`;
}
