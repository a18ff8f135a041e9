import {
  ACCEPTED_COMPOSITE,
  ACCEPTED_INSTRUMENT,
  ACCEPTED_LEVEL,
  INSTRUMENT_LEVEL,
  INSTRUMENT_NAME,
  MAX_COMPOSITE,
  type InstrumentResult,
} from '../inbound/domain/instrument-result.js';
import { listOf, textOf, type Coding, type Concept, type Resource } from './fhir-shapes.js';
import type { Fault } from './places.js';

/**
 * Code system of Handrail for instruments of others: a code of it is the name of the instrument, such as
 * `continuum` or `locus`. There is no public code system that names them all.
 */
const INSTRUMENT_SYSTEM = 'urn:handrail:instrument';

type UndatedResult = Omit<InstrumentResult, 'assessedAt'>;

/** The result of an instrument, without the time; `fault` when it could not be read. */
export type InstrumentReading = { readonly result: UndatedResult } | { readonly fault: Fault };

/** An Observation whose code is of our system: its value is a level (code) or a composite (number). */
export function instrumentObserved(observation: Resource): InstrumentReading | undefined {
  const instrument = listOf<Concept>(observation['code'])
    .flatMap(({ coding }) => listOf<Coding>(coding))
    .find(({ system }) => system === INSTRUMENT_SYSTEM)?.code;
  if (instrument === undefined || NOT_YET.has(textOf(observation['status']) ?? ''))
    return undefined;
  const [concept] = listOf<Concept>(observation['valueCodeableConcept']);
  const [quantity] = listOf<{ value?: unknown }>(observation['valueQuantity']);
  return toReading(
    instrument,
    { name: 'code.coding', values: 'value' },
    {
      level: { value: listOf<Coding>(concept?.coding)[0]?.code, element: 'value.coding[0].code' },
      composite: { value: observation['valueInteger'] ?? quantity?.value, element: 'value' },
    },
  );
}

/** Results that are still being worked on say nothing yet. */
const NOT_YET = new Set(['registered', 'preliminary']);

/**
 * A QuestionnaireResponse of `urn:handrail:instrument:<name>`: the item `level` answers with a code, the
 * item `composite` with a number.
 */
export function instrumentAnswered(response: Resource): InstrumentReading | undefined {
  const [questionnaire] = (textOf(response['questionnaire']) ?? '').split('|');
  if (!questionnaire?.startsWith(`${INSTRUMENT_SYSTEM}:`)) return undefined;
  const items = listOf<{ linkId?: string; answer?: unknown }>(response['item']);
  const answerOf = (linkId: string) => {
    const at = items.findIndex((item) => item.linkId === linkId);
    const [answer] = listOf<Record<string, unknown>>(items[at]?.answer);
    return { answer, element: `item[${at}].answer[0].value` };
  };
  const [level, composite] = [answerOf('level'), answerOf('composite')];
  const coding = listOf<Coding>(level.answer?.['valueCoding'])[0];
  const places = { name: 'questionnaire', values: 'item' };
  return toReading(questionnaire.slice(INSTRUMENT_SYSTEM.length + 1), places, {
    level: { value: coding?.code ?? level.answer?.['valueString'], element: level.element },
    composite: { value: composite.answer?.['valueInteger'], element: composite.element },
  });
}

interface Value {
  readonly value: unknown;
  readonly element: string;
}

function toReading(
  instrument: unknown,
  places: { readonly name: string; readonly values: string },
  { level, composite }: { readonly level: Value; readonly composite: Value },
): InstrumentReading {
  if (typeof instrument !== 'string' || !INSTRUMENT_NAME.test(instrument))
    return fault(places.name, 'names no instrument', ACCEPTED_INSTRUMENT);
  if (absent(level.value) && absent(composite.value))
    return fault(places.values, 'is neither a level nor a composite', A_VALUE);
  const code = absent(level.value) ? null : level.value;
  if (code !== null && !isLevel(code)) return fault(level.element, 'is no level', ACCEPTED_LEVEL);
  const score = absent(composite.value) ? null : composite.value;
  if (score !== null && !isComposite(score))
    return fault(composite.element, 'is no composite', ACCEPTED_COMPOSITE);
  return {
    result: {
      kind: 'instrument-result-recorded',
      instrument: instrument.toLowerCase(),
      level: code,
      composite: score,
    },
  };
}

const absent = (value: unknown): value is null | undefined => value === undefined || value === null;

const isLevel = (value: unknown): value is string =>
  typeof value === 'string' && INSTRUMENT_LEVEL.test(value);

const isComposite = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_COMPOSITE;

const fault = (element: string, reason: string, accepted: string) => ({
  fault: { element, reason, accepted },
});

const A_VALUE = 'a code for the level, or a whole number for the composite';
