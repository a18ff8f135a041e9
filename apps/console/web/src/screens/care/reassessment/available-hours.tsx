import type { CareContext } from '@handrail/contracts';
import { Button, TextInput } from '@mantine/core';
import { words } from '../../../format/labels.js';
import { fieldTitle, useFact } from './fact-fields.js';

type Hours = NonNullable<CareContext['availability']>[number];

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const USUAL: Hours = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' };

/** Hours at which the person can come to sessions; none stated lets every track in. */
export function AvailableHours() {
  const { value, isFresh, waits, set } = useFact('availability');
  const rows = Array.isArray(value) ? (value as Hours[]) : [];
  const change = (at: number, to: Partial<Hours>) =>
    set(rows.map((row, index) => (index === at ? { ...row, ...to } : row)));
  return (
    <fieldset className={isFresh ? 'hours is-typed' : 'hours'}>
      <legend>
        {fieldTitle('availability')}
        {isFresh ? <span className="typed-mark"> not recorded yet</span> : null}
      </legend>
      {rows.length === 0 ? <p className="quiet">Any time, as far as is known.</p> : null}
      {rows.map((row, at) => (
        <HoursRow
          key={at}
          row={row}
          number={at + 1}
          disabled={!waits}
          onChange={(to) => change(at, to)}
          onRemove={() => set(rows.filter((_, index) => index !== at))}
        />
      ))}
      <Button
        type="button"
        variant="default"
        size="xs"
        disabled={!waits || rows.length >= 20}
        onClick={() => set([...rows, USUAL])}
      >
        Add hours
      </Button>
    </fieldset>
  );
}

function HoursRow({
  row,
  number,
  disabled,
  onChange,
  onRemove,
}: {
  readonly row: Hours;
  readonly number: number;
  readonly disabled: boolean;
  readonly onChange: (to: Partial<Hours>) => void;
  readonly onRemove: () => void;
}) {
  const toggle = (day: Hours['days'][number]) => {
    const days = WEEKDAYS.filter((each) => row.days.includes(each) !== (each === day));
    onChange({ days });
  };
  return (
    <div className="hours-row" role="group" aria-label={`Hours ${number}`}>
      <div className="days">
        {WEEKDAYS.map((day) => (
          <label key={day}>
            <input
              type="checkbox"
              checked={row.days.includes(day)}
              onChange={() => toggle(day)}
              // Hours on no day would let the person into no track at all.
              disabled={disabled || (row.days.length === 1 && row.days.includes(day))}
            />
            <span>{words(day)}</span>
          </label>
        ))}
      </div>
      <div className="clocks">
        {(['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            type="time"
            size="xs"
            label={words(end)}
            value={row[end]}
            onChange={({ currentTarget: { value: to } }) => to && onChange({ [end]: to })}
            disabled={disabled}
          />
        ))}
      </div>
      <Button
        type="button"
        variant="subtle"
        size="xs"
        disabled={disabled}
        onClick={onRemove}
        aria-label={`Remove hours ${number}`}
      >
        Remove
      </Button>
    </div>
  );
}
