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
  readonly reference?: string;
  readonly display?: string;
}

export interface FhirIdentifier {
  readonly system?: string;
  readonly value?: string;
  readonly type?: Concept;
}

export interface Resource {
  readonly resourceType: string;
  readonly id?: string;
  readonly meta?: { readonly lastUpdated?: string };
  readonly [element: string]: unknown;
}

export interface Entry {
  /** Where it stands among the entries as they were sent, from 0. */
  readonly index: number;
  readonly fullUrl?: string;
  readonly resource?: Resource;
}

export interface Bundle {
  readonly resourceType: 'Bundle';
  readonly id?: string;
  readonly type?: string;
  readonly timestamp?: string;
  readonly identifier?: FhirIdentifier;
  readonly meta?: { readonly source?: string };
  readonly entry: readonly Entry[];
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A bundle whose entries can be walked without surprises; null for anything else. */
export function toBundle(value: unknown): Bundle | null {
  if (!isObject(value) || value['resourceType'] !== 'Bundle') return null;
  const entries = Array.isArray(value['entry']) ? value['entry'] : [];
  const entry = entries.flatMap((each, index) => {
    if (!isObject(each)) return [];
    const resource = each['resource'];
    return {
      index,
      ...(typeof each['fullUrl'] === 'string' ? { fullUrl: each['fullUrl'] } : {}),
      ...(isObject(resource) && textOf(resource['resourceType'])
        ? { resource: withTextId(resource) as Resource }
        : {}),
    };
  });
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

/** Codes, displays and text of concepts: the words a source profile knows them by. */
export const wordsOf = (value: unknown): string[] =>
  listOf<Concept & Coding>(value).flatMap((concept) =>
    [
      ...listOf<Coding>(concept.coding).flatMap(({ code, display }) => [code, display]),
      concept.code,
      concept.display,
      concept.text,
    ].filter((word): word is string => typeof word === 'string' && word !== ''),
  );

/** The codes of concepts, without their displays. */
export const codesOf = (value: unknown): string[] =>
  listOf<Concept>(value).flatMap(({ coding }) =>
    listOf<Coding>(coding).flatMap(({ code }) => textOf(code) ?? []),
  );

/** What walking a bundle again and again would cost the square of its size is found here at once. */
interface BundleIndex {
  readonly byType: ReadonlyMap<string, readonly Resource[]>;
  /** By `fullUrl` and by `Type/id`; of two entries of one name the first counts. */
  readonly byUrl: ReadonlyMap<string, Resource | undefined>;
  readonly entries: ReadonlyMap<Resource, Entry>;
}

const indexes = new WeakMap<Bundle, BundleIndex>();

/** Made with the first question a bundle is asked, and gone with the bundle. */
function indexOf(bundle: Bundle): BundleIndex {
  const known = indexes.get(bundle);
  if (known) return known;
  const byType = new Map<string, Resource[]>();
  const byUrl = new Map<string, Resource | undefined>();
  const entries = new Map<Resource, Entry>();
  for (const entry of bundle.entry) {
    const { fullUrl, resource } = entry;
    if (fullUrl !== undefined && !byUrl.has(fullUrl)) byUrl.set(fullUrl, resource);
    if (!resource) continue;
    const name = `${resource.resourceType}/${resource.id}`;
    if (!byUrl.has(name)) byUrl.set(name, resource);
    const others = byType.get(resource.resourceType);
    if (others) others.push(resource);
    else byType.set(resource.resourceType, [resource]);
    entries.set(resource, entry);
  }
  const index = { byType, byUrl, entries };
  indexes.set(bundle, index);
  return index;
}

export const ofType = (bundle: Bundle, type: string): readonly Resource[] =>
  indexOf(bundle).byType.get(type) ?? [];

/** Where a resource stands among the entries as they were sent; undefined when it is none of them. */
export const placeIn = (bundle: Bundle, resource: Resource): number | undefined =>
  indexOf(bundle).entries.get(resource)?.index;

/** The full URL a resource of the bundle stands under, where its entry has one. */
export const fullUrlIn = (bundle: Bundle, resource: Resource): string | undefined =>
  indexOf(bundle).entries.get(resource)?.fullUrl;

/** What a reference leads to inside the bundle; without one, the only resource of that type. */
export function resolve(bundle: Bundle, reference: unknown, type: string): Resource | undefined {
  const url: unknown = listOf<Reference>(reference)[0]?.reference;
  const found = typeof url === 'string' ? indexOf(bundle).byUrl.get(url) : undefined;
  if (found) return found.resourceType === type ? found : undefined;
  const only = ofType(bundle, type);
  return url === undefined && only.length === 1 ? only[0] : undefined;
}

/** Whether a resource says of itself that it is not so. */
export const isRetracted = (resource: Resource): boolean =>
  [textOf(resource['status']), ...codesOf(resource['verificationStatus'])].some(
    (status) => status === 'entered-in-error' || status === 'refuted' || status === 'cancelled',
  );
