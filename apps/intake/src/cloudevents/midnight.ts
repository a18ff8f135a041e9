type Hours = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `24:00` is the midnight that ends a day; events between services write it `00:00`. */
const withMidnight = (hours: Hours): Hours =>
  hours['to'] === '24:00' ? { ...hours, to: '00:00' } : hours;

/** The data of an event with hours a person is available until midnight in the one form we keep. */
export function readMidnight(data: unknown): unknown {
  if (!isObject(data) || !isObject(data['context'])) return data;
  const { availability } = data['context'];
  if (!Array.isArray(availability)) return data;
  const read = availability.map((hours: unknown) =>
    isObject(hours) ? withMidnight(hours) : hours,
  );
  return { ...data, context: { ...data['context'], availability: read } };
}
