import { NativeSelect } from '@mantine/core';
import { REASON_OPTIONS } from './reasons.js';

/** Asks for one of the reasons that are kept with an act. */
export const ReasonSelect = ({
  value,
  onChange,
  data = REASON_OPTIONS,
  first = true,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly data?: ReadonlyArray<{ readonly value: string; readonly label: string }>;
  /** Whether it is the first field of its dialog. */
  readonly first?: boolean;
}) => (
  <NativeSelect
    label="Reason"
    description="Kept with the placement and your user name."
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
    data={[...data]}
    {...(first ? { 'data-autofocus': true } : {})}
  />
);
