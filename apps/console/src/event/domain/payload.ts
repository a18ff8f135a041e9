/** Reading fields of a payload of any type without trusting its shape. */
export type Data = Readonly<Record<string, unknown>>;

export const text = (data: Data, field: string): string | null => {
  const value = data[field];
  return typeof value === 'string' && value !== '' ? value : null;
};

export const record = (data: Data, field: string): Data => {
  const value = data[field];
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Data)
    : {};
};
