import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import type { HoursBlock } from '../../../../../src/api/capacity.js';
import { words } from '../../../format/labels.js';
import { NEW_BLOCK, type TypedTrack } from './program-form.js';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

interface Fields {
  /** As the legend calls it. */
  readonly name: string;
  readonly track: TypedTrack;
  readonly onChange: (track: TypedTrack) => void;
  readonly onRemove: (() => void) | null;
}

/** One track: its places and its hours, in one block or several. */
export function TrackFields({ name, track, onChange, onRemove }: Fields) {
  const set = (change: Partial<TypedTrack>) => onChange({ ...track, ...change });
  const setBlock = (at: number, block: HoursBlock) =>
    set({ blocks: track.blocks.map((each, index) => (index === at ? block : each)) });
  return (
    <fieldset className="track-fields">
      <legend>{name}</legend>
      <div className="fields-in-line">
        <TextInput
          label="Track id"
          value={track.id}
          onChange={(event) => set({ id: event.currentTarget.value })}
          required
        />
        <TextInput
          label="Places"
          type="number"
          min={0}
          value={track.capacity}
          onChange={(event) => set({ capacity: event.currentTarget.value })}
          required
        />
        <NativeSelect
          label="Held"
          value={track.modality}
          onChange={(event) => set({ modality: event.currentTarget.value })}
          data={[
            { value: 'on-site', label: 'On site' },
            { value: 'virtual', label: 'Virtual' },
          ]}
        />
      </div>
      {track.blocks.length === 0 ? <p className="quiet">Care around the clock.</p> : null}
      {track.blocks.map((block, at) => (
        <BlockFields
          key={at}
          name={`Hours ${at + 1}`}
          block={block}
          onChange={(changed) => setBlock(at, changed)}
          onRemove={() => set({ blocks: track.blocks.filter((_, index) => index !== at) })}
        />
      ))}
      <div className="act-buttons">
        <button
          type="button"
          className="button small"
          onClick={() => set({ blocks: [...track.blocks, NEW_BLOCK] })}
        >
          Add hours to {name.toLowerCase()}
        </button>
        {onRemove ? (
          <button type="button" className="button small" onClick={onRemove}>
            Remove {name.toLowerCase()}
          </button>
        ) : null}
      </div>
    </fieldset>
  );
}

function BlockFields({
  name,
  block,
  onChange,
  onRemove,
}: {
  readonly name: string;
  readonly block: HoursBlock;
  readonly onChange: (block: HoursBlock) => void;
  readonly onRemove: () => void;
}) {
  const toggle = (day: string, on: boolean) =>
    onChange({
      ...block,
      days: DAYS.filter((each) => (each === day ? on : block.days.includes(each))),
    });
  return (
    <fieldset className="fields-in-line">
      <legend>{name}</legend>
      {DAYS.map((day) => (
        <Checkbox
          key={day}
          label={words(day)}
          checked={block.days.includes(day)}
          onChange={(event) => toggle(day, event.currentTarget.checked)}
        />
      ))}
      <TextInput
        label="From"
        type="time"
        value={block.from}
        onChange={(event) => onChange({ ...block, from: event.currentTarget.value })}
        required
      />
      <TextInput
        label="To"
        type="time"
        value={block.to}
        onChange={(event) => onChange({ ...block, to: event.currentTarget.value })}
        required
      />
      <button type="button" className="button small" onClick={onRemove}>
        Remove {name.toLowerCase()}
      </button>
    </fieldset>
  );
}
