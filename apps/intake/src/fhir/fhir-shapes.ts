/** The few elements of FHIR R4 resources intake reads, each possibly absent or malformed. */
export interface Coding {
  readonly system?: string;
  readonly code?: string;
  readonly display?: string;
}

export interface Concept {
  readonly coding?: readonly Coding[];
  readonly text?: string;
}

export interface Reference {
  readonly reference?: unknown;
  /** What the one it means is called elsewhere, where no resource is meant. */
  readonly identifier?: unknown;
  readonly display?: string;
}

export interface FhirIdentifier {
  readonly system?: string;
  readonly value?: string;
  readonly type?: Concept;
  readonly use?: string;
  readonly period?: { readonly end?: unknown };
}

export interface Resource {
  readonly resourceType: string;
  readonly id?: string;
  readonly meta?: { readonly lastUpdated?: string };
  readonly [element: string]: unknown;
}

export interface Entry {
  /** Where it stands in the bundle as it was sent, as FHIRPath: `Bundle.entry[3]`. */
  readonly place: string;
  readonly fullUrl?: string;
  readonly resource?: Resource;
  /** What is to be done with it, of a transaction. */
  readonly method?: string;
}

export interface Bundle {
  readonly resourceType: 'Bundle';
  readonly id?: string;
  readonly type?: string;
  readonly timestamp?: string;
  readonly identifier?: FhirIdentifier;
  readonly meta?: { readonly source?: unknown };
  readonly entry: readonly Entry[];
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A bundle whose entries can be walked without surprises; null for anything else. Bundles inside it, as
 * patient identity feeds (IHE PMIR) send them, are opened: their entries stand behind its own.
 */
export function toBundle(value: unknown): Bundle | null {
  if (!isObject(value) || value['resourceType'] !== 'Bundle') return null;
  const entry: Entry[] = [];
  const pending = [{ bundle: value, place: 'Bundle' }];
  for (let next = pending.shift(); next; next = pending.shift()) {
    const entries: unknown[] = Array.isArray(next.bundle['entry']) ? next.bundle['entry'] : [];
    for (const [index, each] of entries.entries()) {
      if (!isObject(each)) continue;
      const place = `${next.place}.entry[${index}]`;
      const { resource, request } = each;
      const method = isObject(request) ? textOf(request['method'])?.toUpperCase() : undefined;
      if (isObject(resource) && resource['resourceType'] === 'Bundle')
        pending.push({ bundle: resource, place: `${place}.resource` });
      entry.push({
        place,
        ...(typeof each['fullUrl'] === 'string' ? { fullUrl: each['fullUrl'] } : {}),
        ...(isObject(resource) && textOf(resource['resourceType'])
          ? { resource: withTextId(resource) as Resource }
          : {}),
        ...(method ? { method } : {}),
      });
    }
  }
  return { ...withTextId(value), resourceType: 'Bundle', entry };
}

/** An id that is no text names nothing: what has one is read as if it had none. */
function withTextId(resource: Record<string, unknown>): Record<string, unknown> {
  if (!('id' in resource) || typeof resource['id'] === 'string') return resource;
  const { id: _id, ...rest } = resource;
  return rest;
}

export const listOf = <T>(value: unknown): T[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).filter(
    isObject,
  ) as T[];

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/** Concepts as R4 has them; R5 writes them inside a reference to either (CodeableReference). */
const conceptsOf = (value: unknown): Array<Concept & Coding> =>
  listOf<Concept & Coding & { readonly concept?: unknown }>(value).flatMap((each) => [
    each,
    ...listOf<Concept & Coding>(each.concept),
  ]);

/** Codes, displays and text of concepts: the words a source profile knows them by. */
export const wordsOf = (value: unknown): string[] =>
  conceptsOf(value).flatMap((concept) =>
    [
      ...listOf<Coding>(concept.coding).flatMap(({ code, display }) => [code, display]),
      concept.code,
      concept.display,
      concept.text,
    ].filter((word): word is string => typeof word === 'string' && word !== ''),
  );

/** The codes of concepts, without their displays. */
export const codesOf = (value: unknown): string[] =>
  conceptsOf(value).flatMap(({ coding }) =>
    listOf<Coding>(coding).flatMap(({ code }) => textOf(code) ?? []),
  );

/** The codes of a status, which STU3 writes as a bare code where R4 has a concept. */
export const statusCodesOf = (value: unknown): string[] => {
  const bare = textOf(value);
  return bare === undefined ? codesOf(value) : [bare];
};

/** What a resource is known by: its first identifier, else its id. */
export const identifierOf = (resource: Resource): string | undefined =>
  listOf<FhirIdentifier>(resource['identifier'])
    .map(({ value }) => textOf(value))
    .find(Boolean) ?? resource.id;

/** Whether a resource says of itself that it is not so. */
export const isRetracted = (resource: Resource): boolean =>
  [textOf(resource['status']), ...statusCodesOf(resource['verificationStatus'])].some(
    (status) => status === 'entered-in-error' || status === 'refuted' || status === 'cancelled',
  );
