import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CLOSURE_REASONS } from '@handrail/domain';
import type { ClosedDays, KnownProgram } from '../../../../../src/api/capacity.js';
import { plural, words } from '../../../format/labels.js';
import { calendarDay } from '../../../format/time.js';
import { put } from '../../../live/api.js';
import { Failure, Loading, None } from '../../../ui/states.js';
import { ActForm, ActModal } from '../act-modal.js';
import { useWorker } from '../worker.js';
import type { ForRow, TrackDialog } from './block-dialog.js';
import { programPath, useProgram } from './use-program.js';

/** The days a program is closed: adds some, opens some again. */
export function ClosuresDialog({ row, ...rest }: TrackDialog) {
  return (
    <ActModal title="Closed days" opened={row !== null} onClose={rest.onClose}>
      {row ? <Reading row={row} {...rest} /> : null}
    </ActModal>
  );
}

function Reading(props: ForRow) {
  const program = useProgram(props.row.programId);
  // What was read before may be another version: nobody changes days they do not see.
  if (program.isPending || program.isFetching) return <Loading what="the closed days" />;
  if (program.isError)
    return <Failure error={program.error} again={() => void program.refetch()} />;
  return <Form {...props} program={program.data} />;
}

const NOTHING = { from: '', to: '', reason: CLOSURE_REASONS[0] as string, whole: 'yes' };
const NO_MAKE_UP = { day: '', from: '', to: '' };

const daysOf = ({ from, to }: ClosedDays): string =>
  from === to ? calendarDay(from) : `${calendarDay(from)} to ${calendarDay(to)}`;

function Form({ row, program, onClose, onDone }: ForRow & { readonly program: KnownProgram }) {
  const { worker } = useWorker();
  const [kept, setKept] = useState(program.closures);
  const [next, setNext] = useState(NOTHING);
  const [makeUp, setMakeUp] = useState(NO_MAKE_UP);
  const adds = next.from !== '';
  const instead = makeUp.day !== '' ? [{ trackId: row.trackId, ...makeUp }] : [];
  const added: ClosedDays = {
    ...{ from: next.from, to: next.to || next.from, reason: next.reason },
    trackIds: next.whole === 'yes' ? null : [row.trackId],
    makeUps: instead,
  };
  const closures = adds ? [...kept, added] : kept;
  const changed = adds || kept.length !== program.closures.length;
  return (
    <ActForm
      submit="Save the closed days"
      ready={changed}
      onDone={onClose}
      onSubmit={async () => {
        const body = { by: worker?.name, reason: adds ? next.reason : 'opened', closures };
        await put<KnownProgram>(`${programPath(program.id)}/closures`, body, program.version);
        onDone(`${program.name}: ${plural(closures.length, 'closure')} planned.`);
      }}
    >
      <p>
        Sessions on these days fall out of every calendar, and nobody is placed to begin on them.
      </p>
      <KnownClosures
        closures={kept}
        onOpen={(open) => setKept(kept.filter((each) => each !== open))}
      />
      <TextInput
        label="Closed from"
        type="date"
        value={next.from}
        onChange={(event) => setNext({ ...next, from: event.currentTarget.value })}
        data-autofocus
      />
      <TextInput
        label="Closed to"
        description="The last day; left empty, one day."
        type="date"
        value={next.to}
        onChange={(event) => setNext({ ...next, to: event.currentTarget.value })}
      />
      <NativeSelect
        label="Why"
        value={next.reason}
        onChange={(event) => setNext({ ...next, reason: event.currentTarget.value })}
        data={CLOSURE_REASONS.map((value) => ({ value, label: words(value) }))}
      />
      <NativeSelect
        label="What is closed"
        value={next.whole}
        onChange={(event) => setNext({ ...next, whole: event.currentTarget.value })}
        data={[
          { value: 'yes', label: 'The whole program' },
          { value: 'no', label: `Only ${row.trackId}` },
        ]}
      />
      <fieldset className="fields-in-line">
        <legend>A session of {row.trackId} held instead</legend>
        <TextInput
          label="Held on"
          type="date"
          value={makeUp.day}
          onChange={(event) => setMakeUp({ ...makeUp, day: event.currentTarget.value })}
        />
        <TextInput
          label="Begins"
          type="time"
          value={makeUp.from}
          onChange={(event) => setMakeUp({ ...makeUp, from: event.currentTarget.value })}
        />
        <TextInput
          label="Ends"
          type="time"
          value={makeUp.to}
          onChange={(event) => setMakeUp({ ...makeUp, to: event.currentTarget.value })}
        />
      </fieldset>
    </ActForm>
  );
}

function KnownClosures({
  closures,
  onOpen,
}: {
  readonly closures: readonly ClosedDays[];
  readonly onOpen: (closure: ClosedDays) => void;
}) {
  if (closures.length === 0) return <None>No closed days</None>;
  return (
    <ul className="plain-list">
      {closures.map((closure, at) => (
        <li key={`${closure.from} ${closure.to} ${at}`}>
          {daysOf(closure)}, {words(closure.reason)}
          {closure.trackIds ? `, only ${closure.trackIds.join(', ')}` : ''}
          {closure.makeUps.length > 0
            ? `, ${plural(closure.makeUps.length, 'session')} held instead`
            : ''}{' '}
          <button
            type="button"
            className="button small"
            aria-label={`Open again: ${daysOf(closure)}`}
            onClick={() => onOpen(closure)}
          >
            Open again
          </button>
        </li>
      ))}
    </ul>
  );
}
