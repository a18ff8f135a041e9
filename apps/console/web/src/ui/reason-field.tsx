import { Textarea } from '@mantine/core';

/** Asks why something is done; what is written is kept with the act. */
export function ReasonField({
  description,
  value,
  onChange,
}: {
  /** Where it is kept, and that it names nobody. */
  readonly description: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <Textarea
      label="Reason"
      description={description}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      required
      minRows={2}
      autosize
      maxLength={500}
      data-autofocus
    />
  );
}

/** Every service refuses a shorter reason. */
export const isReason = (text: string): boolean => text.trim().length >= 3;
