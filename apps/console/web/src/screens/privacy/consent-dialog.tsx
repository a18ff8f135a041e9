import { Checkbox, NativeSelect, Radio, TextInput } from '@mantine/core';
import { CONSENT_KINDS, DISCLOSED_FACTS, DISCLOSURE_PURPOSES } from '@handrail/domain';
import { useState } from 'react';
import { words } from '../../format/labels.js';
import { post } from '../../live/api.js';
import { ActForm, ActModal } from '../care/act-modal.js';
import { useWorker } from '../care/worker.js';
import { isWhole, NOTHING_TYPED, toRecord, type TypedConsent } from './typed-consent.js';
import { kindWords } from './privacy-words.js';

interface Recording {
  readonly path: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks for every element of a written consent; what is left out is kept, and permits nothing. */
export function ConsentDialog({ opened, ...recording }: Recording & { readonly opened: boolean }) {
  return (
    <ActModal opened={opened} onClose={recording.onClose} title="Record a consent">
      <Form {...recording} />
    </ActModal>
  );
}

function Form({ path, onClose, onDone }: Recording) {
  const [typed, setTyped] = useState<TypedConsent>(NOTHING_TYPED);
  const { worker } = useWorker();
  const set = (change: Partial<TypedConsent>) => setTyped((before) => ({ ...before, ...change }));
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const record = async () => {
    await post(path, toRecord(typed, worker?.name ?? '', zone));
    onDone();
  };
  return (
    <ActForm submit="Record" ready={isWhole(typed)} onSubmit={record} onDone={onClose}>
      <Radio.Group
        label="What the person says"
        value={typed.decision}
        onChange={(decision) => set({ decision })}
      >
        <Radio value="permit" label="Others may be told" mt={6} />
        <Radio value="deny" label="Others may not be told; this wins over every consent" mt={6} />
      </Radio.Group>
      <NativeSelect
        label="Kind"
        value={typed.kind}
        onChange={(event) => set({ kind: event.currentTarget.value as TypedConsent['kind'] })}
        data={CONSENT_KINDS.map((value) => ({ value, label: kindWords(value) }))}
      />
      <TextInput
        label="Organisations"
        description="Their codes, with commas between them, such as birch-house. A denial without any is of everybody."
        value={typed.recipients}
        onChange={(event) => set({ recipients: event.currentTarget.value })}
        maxLength={1_000}
        autoComplete="off"
      />
      <Checkbox.Group
        label="What for"
        value={[...typed.purposes]}
        onChange={(purposes) => set({ purposes })}
      >
        {DISCLOSURE_PURPOSES.map((value) => (
          <Checkbox key={value} value={value} label={words(value)} mt={6} />
        ))}
      </Checkbox.Group>
      <Checkbox.Group
        label="What may be told"
        description="Nothing chosen means everything but counselling notes."
        value={[...typed.facts]}
        onChange={(facts) => set({ facts })}
      >
        {DISCLOSED_FACTS.map((value) => (
          <Checkbox key={value} value={value} label={words(value)} mt={6} />
        ))}
      </Checkbox.Group>
      {typed.decision === 'permit' ? <FormElements typed={typed} set={set} /> : null}
    </ActForm>
  );
}

function FormElements({
  typed,
  set,
}: {
  readonly typed: TypedConsent;
  readonly set: (change: Partial<TypedConsent>) => void;
}) {
  return (
    <>
      <TextInput
        label="Who may tell"
        description="As the form names it, such as the network or a program."
        value={typed.discloser}
        onChange={(event) => set({ discloser: event.currentTarget.value })}
        maxLength={500}
        autoComplete="off"
      />
      <TextInput
        label="Form"
        description="Its version, as printed on it: it holds the right to revoke."
        value={typed.textVersion}
        onChange={(event) => set({ textVersion: event.currentTarget.value })}
        maxLength={200}
        autoComplete="off"
      />
      <TextInput
        type="date"
        label="Signed on"
        value={typed.signedOn}
        onChange={(event) => set({ signedOn: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label="Last day"
        description="It holds until that day is over. For treatment, payment and operations it may be left empty."
        value={typed.expires}
        onChange={(event) => set({ expires: event.currentTarget.value })}
      />
    </>
  );
}
