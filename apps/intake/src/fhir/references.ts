import {
  listOf,
  textOf,
  type Bundle,
  type Entry,
  type FhirIdentifier,
  type Reference,
  type Resource,
} from './fhir-shapes.js';

/** What walking a bundle again and again would cost the square of its size is found here at once. */
interface BundleIndex {
  readonly byType: ReadonlyMap<string, readonly Resource[]>;
  /** By `fullUrl` and by `Type/id`; of two entries of one name the first counts. */
  readonly byUrl: ReadonlyMap<string, Resource>;
  /** By `Type system|value`. */
  readonly byIdentifier: ReadonlyMap<string, Resource>;
  readonly entries: ReadonlyMap<Resource, Entry>;
  /** Resources inside others that a reference has led to, with their places. */
  readonly contained: Map<Resource, string>;
}

const indexes = new WeakMap<Bundle, BundleIndex>();

/** Made with the first question a bundle is asked, and gone with the bundle. */
function indexOf(bundle: Bundle): BundleIndex {
  const known = indexes.get(bundle);
  if (known) return known;
  const byType = new Map<string, Resource[]>();
  const byUrl = new Map<string, Resource>();
  const byIdentifier = new Map<string, Resource>();
  const entries = new Map<Resource, Entry>();
  for (const entry of bundle.entry) {
    const { resource } = entry;
    if (!resource) continue;
    const fullUrl = entry.fullUrl === undefined ? undefined : withoutVersion(entry.fullUrl);
    const names = [fullUrl, `${resource.resourceType}/${resource.id}`, typeAndId(fullUrl)];
    for (const name of names) if (name !== undefined && !byUrl.has(name)) byUrl.set(name, resource);
    for (const identifier of listOf<FhirIdentifier>(resource['identifier'])) {
      const name = `${resource.resourceType} ${nameOf(identifier)}`;
      if (!byIdentifier.has(name)) byIdentifier.set(name, resource);
    }
    const others = byType.get(resource.resourceType);
    if (others) others.push(resource);
    else byType.set(resource.resourceType, [resource]);
    entries.set(resource, entry);
  }
  const index = { byType, byUrl, byIdentifier, entries, contained: new Map<Resource, string>() };
  indexes.set(bundle, index);
  return index;
}

export const ofType = (bundle: Bundle, type: string): readonly Resource[] =>
  indexOf(bundle).byType.get(type) ?? [];

/** Where a resource stands in the bundle, as FHIRPath; `Bundle` where it is none of it. */
export function placeIn(bundle: Bundle, resource: Resource): string {
  const { entries, contained } = indexOf(bundle);
  const entry = entries.get(resource);
  return entry ? `${entry.place}.resource` : (contained.get(resource) ?? 'Bundle');
}

/** The full URL a resource of the bundle stands under, where its entry has one. */
export const fullUrlIn = (bundle: Bundle, resource: Resource): string | undefined =>
  indexOf(bundle).entries.get(resource)?.fullUrl;

/** Whether a resource is known by its id inside this bundle only: contained, or under a name made up for it. */
export const isTemporary = (bundle: Bundle, resource: Resource): boolean =>
  !indexOf(bundle).entries.has(resource) ||
  (fullUrlIn(bundle, resource)?.startsWith('urn:') ?? false);

/**
 * What a reference of a resource leads to inside the bundle: by its URL, with or without a version; to a
 * resource it contains; by an identifier. A reference that says nothing means the only one of that type.
 */
export function resolve(
  bundle: Bundle,
  from: Resource,
  references: unknown,
  type: string,
): Resource | undefined {
  const [reference] = listOf<Reference>(references);
  const url = urlOf(reference);
  const found = url === undefined ? undefined : atUrl(bundle, from, url);
  if (found) return found.resourceType === type ? found : undefined;
  const identifier = referredIdentifier(references);
  if (identifier) return indexOf(bundle).byIdentifier.get(`${type} ${nameOf(identifier)}`);
  const only = ofType(bundle, type);
  return reference?.reference === undefined && only.length === 1 ? only[0] : undefined;
}

/** The stay a resource says it belongs to; one that it contains itself is not told as a stay. */
export function resolveEncounter(bundle: Bundle, from: Resource): Resource | undefined {
  const encounter = resolve(bundle, from, from['encounter'], 'Encounter');
  return encounter && indexOf(bundle).entries.has(encounter) ? encounter : undefined;
}

/** Whether two resources are about one patient, by where their references lead or by what they name. */
export function isSameSubject(bundle: Bundle, a: Resource, b: Resource): boolean {
  const [ofA, ofB] = [a, b].map((resource) => {
    const reference = resource['subject'] ?? resource['patient'];
    const patient = resolve(bundle, resource, reference, 'Patient');
    if (patient) return patient;
    const identifier = referredIdentifier(reference);
    return identifier ? nameOf(identifier) : undefined;
  });
  return ofA !== undefined && ofA === ofB;
}

const urlOf = (reference: Reference | undefined): string | undefined =>
  textOf(reference?.reference);

function atUrl(bundle: Bundle, from: Resource, versioned: string): Resource | undefined {
  if (versioned.startsWith('#')) return containedIn(bundle, from, versioned.slice(1));
  const { byUrl } = indexOf(bundle);
  const url = withoutVersion(versioned);
  const base = baseOf(fullUrlIn(bundle, from));
  const exact = (base === undefined ? undefined : byUrl.get(`${base}/${url}`)) ?? byUrl.get(url);
  if (exact) return exact;
  // An entry that does not say which server knows it may be the one an absolute URL means.
  const near = byUrl.get(typeAndId(url) ?? '');
  return near && fullUrlIn(bundle, near) === undefined ? near : undefined;
}

function containedIn(bundle: Bundle, from: Resource, id: string): Resource | undefined {
  const all = listOf<Resource>(from['contained']);
  const at = all.findIndex((each) => each.id === id || each.id === `#${id}`);
  const found = all[at];
  if (!found || !textOf(found.resourceType)) return undefined;
  indexOf(bundle).contained.set(found, `${placeIn(bundle, from)}.contained[${at}]`);
  return found;
}

/**
 * The identifier a reference names somebody by instead of leading to a resource: a logical reference, or a
 * search for it as transactions write them (`Patient?identifier=system|value`).
 */
export function referredIdentifier(references: unknown): FhirIdentifier | undefined {
  const [reference] = listOf<Reference>(references);
  const [identifier] = listOf<FhirIdentifier>(reference?.identifier);
  if (textOf(identifier?.value)) return identifier;
  const [, query] = /^[A-Z][A-Za-z]+\?(.+)$/.exec(urlOf(reference) ?? '') ?? [];
  const [system, value] = new URLSearchParams(query).get('identifier')?.split('|') ?? [];
  return value ? { system, value } : undefined;
}

/** The server and the id that a literal reference names a resource of another bundle by. */
export function referredId(
  references: unknown,
  type: string,
): { readonly server: string | undefined; readonly id: string } | undefined {
  const url = withoutVersion(urlOf(listOf<Reference>(references)[0]) ?? '');
  const tail = typeAndId(url);
  if (!tail?.startsWith(`${type}/`)) return undefined;
  return { server: baseOf(url), id: tail.slice(type.length + 1) };
}

/** A literal URL of a resource: the base of its server, its type and its id. */
const ABSOLUTE = /^(https?:\/\/.+)\/[A-Z][A-Za-z]+\/[^/]+$/;

export const baseOf = (url: string | undefined): string | undefined =>
  ABSOLUTE.exec(url ?? '')?.[1];

const withoutVersion = (url: string): string => url.replace(/\/_history\/[^/]*$/, '');

/** The last two parts of a URL of a resource. */
const typeAndId = (url: string | undefined): string | undefined =>
  /(?:^|\/)([A-Z][A-Za-z]+\/[^/?#]+)$/.exec(url ?? '')?.[1];

const nameOf = ({ system, value }: FhirIdentifier): string =>
  `${textOf(system) ?? ''}|${textOf(value) ?? ''}`;
