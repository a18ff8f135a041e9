import {
  listOf,
  textOf,
  wordsOf,
  type Bundle,
  type Reference,
  type Resource,
} from './fhir-shapes.js';

/** What the header of a message bundle, or the bundle itself, says about where it comes from. */
export interface BundleHeader {
  /** Event code of the MessageHeader; `subscription-notification` for such a bundle. */
  readonly event: string;
  readonly endpoint: string | undefined;
  readonly source: string;
  readonly controlId: string | null;
  /** Of a notification: which kind, as far as it says. */
  readonly notification?: { readonly kind: string | undefined };
}

export function readHeader(bundle: Bundle): BundleHeader | null {
  const resources = bundle.entry.flatMap(({ resource }) => resource ?? []);
  const header = resources.find(({ resourceType }) => resourceType === 'MessageHeader');
  if (header) {
    const source = listOf<{ endpoint?: string; name?: string }>(header['source'])[0];
    const event = wordsOf(header['eventCoding'])[0] ?? textOf(header['eventUri']);
    return {
      event: event?.split('/').at(-1) ?? 'message',
      endpoint: textOf(source?.endpoint),
      source: textOf(source?.endpoint) ?? textOf(source?.name) ?? 'unknown',
      controlId: textOf(bundle.identifier?.value) ?? textOf(bundle.id) ?? textOf(header.id) ?? null,
    };
  }
  // The patches of a transaction are Parameters, too, and no status.
  if (PLAIN.has(bundle.type ?? '') && bundle.type !== 'collection') return plainHeader(bundle);
  const status = resources.find(
    ({ resourceType }) => resourceType === 'SubscriptionStatus' || resourceType === 'Parameters',
  );
  if (!status) return plainHeader(bundle);
  const subscription = subscriptionOf(status);
  return {
    event: 'subscription-notification',
    endpoint: subscription,
    source: subscription ?? 'unknown',
    controlId: textOf(bundle.identifier?.value) ?? textOf(bundle.id) ?? null,
    notification: { kind: kindOf(status) },
  };
}

/** The status of the R5 backport is a Parameters resource in R4. */
const parameterOf = (status: Resource, wanted: string) =>
  listOf<{ name?: string; valueReference?: unknown; valueCode?: unknown }>(
    status['parameter'],
  ).find(({ name }) => name === wanted);

function subscriptionOf(status: Resource): string | undefined {
  const named = parameterOf(status, 'subscription')?.valueReference;
  return textOf(listOf<Reference>(status['subscription'] ?? named)[0]?.reference);
}

const kindOf = (status: Resource): string | undefined =>
  textOf(status['type'] ?? parameterOf(status, 'type')?.valueCode);

const PLAIN = new Set(['transaction', 'batch', 'collection']);

/** A bundle that is no message says by meta.source, if at all, where it comes from. */
function plainHeader(bundle: Bundle): BundleHeader | null {
  if (!PLAIN.has(bundle.type ?? '')) return null;
  // HAPI puts the request behind the address of its server, which is another each time.
  const source = textOf(textOf(bundle.meta?.source)?.split('#', 1)[0]);
  return {
    event: bundle.type!,
    endpoint: source,
    source: source ?? 'unknown',
    controlId: textOf(bundle.identifier?.value) ?? textOf(bundle.id) ?? null,
  };
}
