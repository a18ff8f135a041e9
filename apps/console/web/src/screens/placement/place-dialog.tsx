import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PlacementCase, PlacementScreenAct } from '../../../../src/api/placement-case.js';
import { plural } from '../../format/labels.js';
import { ActForm, ActModal } from '../care/act-modal.js';
import { useWorker } from '../care/worker.js';
import { END_OPTIONS } from './reasons.js';
import { ReasonSelect } from './reason-select.js';
import type { PlacementDesk } from './use-placement.js';

/** What can be done with a place that somebody has or had. */
export type PlaceDialogAct = Exclude<PlacementScreenAct, 'offers' | 'person-answer'>;

interface Words {
  readonly title: string;
  /** What follows, before anybody decides. */
  readonly meaning: string;
  readonly done: string;
}

const WORDS: Readonly<Record<PlaceDialogAct, Words>> = {
  end: {
    title: 'End the place',
    meaning: 'The next in line gets it. Until then it can be reinstated.',
    done: 'The place has ended.',
  },
  reinstate: {
    title: 'Reinstate the place',
    meaning: 'The end is taken back, as long as the place is free and nobody in line waits for it.',
    done: 'The person has the place again.',
  },
  extend: {
    title: 'Extend the plan',
    meaning: 'The sessions go on for so many weeks more; fewer than none take weeks back.',
    done: 'The plan has changed.',
  },
  move: {
    title: 'Move to another track',
    meaning: 'A program that takes people by offer is asked first; the old place stays until then.',
    done: 'The person moves.',
  },
  reschedule: {
    title: 'Move the first day',
    meaning: 'The person begins with the first session on or after the day.',
    done: 'The first day has moved.',
  },
  hold: {
    title: 'Hold the place',
    meaning: 'It is kept for the person, who cannot come. After a week somebody is asked to look.',
    done: 'The place is kept.',
  },
  release: {
    title: 'Release the hold',
    meaning: 'The person comes again.',
    done: 'The person comes again.',
  },
  arrived: {
    title: 'The person has moved in',
    meaning:
      'Nobody is asked any more whether they came. A stay that is reported says so by itself.',
    done: 'The person has moved in.',
  },
  'not-arrived': {
    title: 'The person has not moved in',
    meaning: 'It is taken back that they came; nobody is sent away by it.',
    done: 'It is taken back that the person has moved in.',
  },
};

/** Asks for what an act needs; what scheduling refuses is shown as it says it. */
export function PlaceDialog({
  act,
  desk,
  shown,
  onClose,
}: {
  readonly act: PlaceDialogAct | null;
  readonly desk: PlacementDesk;
  readonly shown: PlacementCase;
  readonly onClose: () => void;
}) {
  return (
    <ActModal opened={act !== null} onClose={onClose} title={act ? WORDS[act].title : ''}>
      {act ? <Form key={act} act={act} desk={desk} shown={shown} onClose={onClose} /> : null}
    </ActModal>
  );
}

function Form({
  act,
  desk,
  shown,
  onClose,
}: {
  readonly act: PlaceDialogAct;
  readonly desk: PlacementDesk;
  readonly shown: PlacementCase;
  readonly onClose: () => void;
}) {
  const { worker } = useWorker();
  const tracks = act === 'move' ? tracksToMoveTo(shown) : [];
  const [reason, setReason] = useState(act === 'end' ? 'left' : 'asked-by-person');
  const [weeks, setWeeks] = useState<number | string>(4);
  const [day, setDay] = useState(shown.placement.startsOn ?? '');
  const [track, setTrack] = useState(tracks[0]?.value ?? '');
  const [programId = '', trackId = ''] = track.split('/');
  const facts = {
    ...(act === 'extend' ? { weeks: Number(weeks) } : {}),
    ...(act === 'reschedule' ? { startsOn: day } : {}),
    ...(act === 'move' ? { programId, trackId } : {}),
  };
  const ready =
    (act !== 'extend' || (Number.isInteger(weeks) && weeks !== 0)) &&
    (act !== 'reschedule' || day !== '') &&
    (act !== 'move' || track !== '');
  return (
    <ActForm
      submit={WORDS[act].title}
      ready={ready}
      onDone={onClose}
      onSubmit={async () => {
        const answer = await desk.act(act, { by: worker?.name, reason, ...facts });
        desk.did(WORDS[act].done, answer);
      }}
    >
      <p>{WORDS[act].meaning}</p>
      {act === 'extend' ? (
        <NumberInput
          label="Weeks"
          value={weeks}
          onChange={setWeeks}
          min={-52}
          max={52}
          allowDecimal={false}
          data-autofocus
        />
      ) : null}
      {act === 'reschedule' ? (
        <TextInput
          type="date"
          label="First day"
          description="In the time zone of the program."
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
          required
          data-autofocus
        />
      ) : null}
      {act === 'move' ? (
        <NativeSelect
          label="To"
          value={track}
          onChange={(event) => setTrack(event.currentTarget.value)}
          data={tracks.length > 0 ? tracks : [{ value: '', label: 'No free place of this level' }]}
          data-autofocus
        />
      ) : null}
      <ReasonSelect
        value={reason}
        onChange={setReason}
        {...(act === 'end' ? { data: END_OPTIONS } : {})}
        first={!['extend', 'reschedule', 'move'].includes(act)}
      />
    </ActForm>
  );
}

/** Free tracks of the level besides the one the person is in. */
function tracksToMoveTo({ placement, programs }: PlacementCase) {
  return programs
    .filter(({ level }) => level === placement.level)
    .flatMap((program) =>
      program.tracks
        .filter(
          (track) =>
            track.free > 0 &&
            !(program.id === placement.programId && track.id === placement.trackId),
        )
        .map((track) => ({
          value: `${program.id}/${track.id}`,
          label: `${program.name}, ${track.id}: ${plural(track.free, 'place')} free`,
        })),
    );
}
