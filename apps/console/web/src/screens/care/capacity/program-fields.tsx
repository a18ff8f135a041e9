import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { PROGRAM_LEVELS } from '@handrail/domain';
import { levelTitle } from '../../../format/labels.js';
import { NEW_TRACK, type TypedProgram, type TypedTrack } from './program-form.js';
import { TrackFields } from './track-fields.js';

interface Fields {
  readonly typed: TypedProgram;
  readonly onChange: (typed: TypedProgram) => void;
  readonly isNew: boolean;
}

const TEXTS = [
  ['regions', 'Regions', 'Every region served, with commas. None serves only people without one.'],
  ['payers', 'Payers', 'With commas. None takes any payer.'],
  ['capabilities', 'Capabilities', 'Such as co-occurring, moud, pregnancy; with commas.'],
  ['facilities', 'Facilities', 'As sources of stays call them, with commas.'],
  [
    'runBy',
    'Answered for by',
    'Code of the organisation whose desk sees its offers. None: any desk.',
  ],
] as const;

/** Everything that is said about a program. */
export function ProgramFields({ typed, onChange, isNew }: Fields) {
  const set = (change: Partial<TypedProgram>) => onChange({ ...typed, ...change });
  const setTrack = (at: number, track: TypedTrack) =>
    set({ tracks: typed.tracks.map((each, index) => (index === at ? track : each)) });
  return (
    <>
      {isNew ? (
        <TextInput
          label="Id"
          description="Letters, digits and hyphens. It never changes."
          value={typed.id}
          onChange={(event) => set({ id: event.currentTarget.value })}
          required
        />
      ) : null}
      <TextInput
        label="Name"
        value={typed.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        required
      />
      <NativeSelect
        label="Level"
        value={typed.level}
        onChange={(event) => set({ level: event.currentTarget.value })}
        data={PROGRAM_LEVELS.map((value) => ({ value, label: `${value}, ${levelTitle(value)}` }))}
      />
      <TextInput
        label="Time zone"
        value={typed.timeZone}
        onChange={(event) => set({ timeZone: event.currentTarget.value })}
        required
      />
      {TEXTS.map(([field, label, description]) => (
        <TextInput
          key={field}
          label={label}
          description={description}
          value={typed[field]}
          onChange={(event) => set({ [field]: event.currentTarget.value })}
        />
      ))}
      <NativeSelect
        label="How people are taken"
        value={typed.acceptance}
        onChange={(event) => set({ acceptance: event.currentTarget.value })}
        data={[
          { value: 'automatic', label: 'At once' },
          { value: 'by-offer', label: 'By offer: the program answers first' },
        ]}
      />
      <Checkbox
        label="Takes nobody new for now"
        checked={typed.closed}
        onChange={(event) => set({ closed: event.currentTarget.checked })}
      />
      {typed.tracks.map((track, at) => (
        <TrackFields
          key={at}
          name={`Track ${at + 1}`}
          track={track}
          onChange={(changed) => setTrack(at, changed)}
          onRemove={
            typed.tracks.length > 1
              ? () => set({ tracks: typed.tracks.filter((_, index) => index !== at) })
              : null
          }
        />
      ))}
      <button
        type="button"
        className="button small"
        onClick={() => set({ tracks: [...typed.tracks, { ...NEW_TRACK, id: '' }] })}
      >
        Add a track
      </button>
    </>
  );
}
