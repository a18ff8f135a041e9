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
import { actsFor, type WaitTarget } from './acts-for.js';

interface Acting {
  readonly target: WaitTarget | null;
  readonly onClose: () => void;
  readonly onDone: (target: WaitTarget, act: WaitingActName, after: WaitingActed) => void;
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

function Form({ target, onClose, onDone }: Acting & { readonly target: WaitTarget }) {
  const { worker } = useWorker();
  const { item, entry } = target;
  const choices: readonly WaitingActName[] = entry ? ['take-back'] : actsFor(item);
  const [act, setAct] = useState<WaitingActName>(choices[0]!);
  const [reason, setReason] = useState(ACT_REASONS[act][0]!);
  const [details, setDetails] = useState(NOTHING_YET);
  return (
    <ActForm
      submit={ACT_TITLES[act]}
      ready={act !== 'interim' || details.items.length > 0}
      onDone={onClose}
      onSubmit={async () => {
        const path = `/v1/console/care/waiting/${item.placementId}/${act}`;
        const named = { ...namedBy(act, details), ...(entry ? { entryId: entry.id } : {}) };
        const body = { by: worker?.name, reason, ...named };
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
      <Details act={act} details={details} onChange={setDetails} />
      <NativeSelect
        label="Reason"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data={ACT_REASONS[act].map((value) => ({ value, label: words(value) }))}
      />
    </ActForm>
  );
}

interface ActDetails {
  readonly items: readonly string[];
  readonly outcome: string;
  readonly answer: string;
  /** A day; empty while nobody knows. */
  readonly until: string;
}

const NOTHING_YET: ActDetails = { items: [], outcome: 'reached', answer: 'placed', until: '' };

/** What an act names besides who and why. */
function namedBy(act: WaitingActName, { items, outcome, answer, until }: ActDetails): object {
  if (act === 'interim') return { items };
  if (act === 'contact') return { outcome, at: localNow() };
  if (act === 'answer') return { answer };
  if (act === 'pause' && until) return { until: new Date(`${until}T12:00`).toISOString() };
  return {};
}

function Details({
  act,
  details,
  onChange,
}: {
  readonly act: WaitingActName;
  readonly details: ActDetails;
  readonly onChange: (details: ActDetails) => void;
}) {
  return (
    <>
      {act === 'interim' ? (
        <InterimItems items={details.items} onChange={(items) => onChange({ ...details, items })} />
      ) : null}
      {act === 'contact' ? (
        <NativeSelect
          label="What came of it"
          value={details.outcome}
          onChange={(event) => onChange({ ...details, outcome: event.currentTarget.value })}
          data={options(CONTACT_CHOICES)}
        />
      ) : null}
      {act === 'answer' ? (
        <NativeSelect
          label="The State"
          value={details.answer}
          onChange={(event) => onChange({ ...details, answer: event.currentTarget.value })}
          data={options(ANSWER_CHOICES)}
        />
      ) : null}
      {act === 'pause' ? (
        <TextInput
          type="date"
          label="Until"
          description="Empty while nobody knows."
          value={details.until}
          onChange={(event) => onChange({ ...details, until: event.currentTarget.value })}
        />
      ) : null}
    </>
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
