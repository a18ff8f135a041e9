import type { Inbound, Statement } from '../inbound/domain/inbound.js';
import { receiveBundle } from '../fhir/receive-bundle.js';
import { profileWith } from '../profile/read-profile.js';
import { SourceProfiles } from '../profile/source-profiles.js';

// Bundles of a made-up server in New York, and what is read of them.
export const server = 'https://lake.example/fhir';
export const mrn = (value: string) => [{ system: `${server}/mrn`, value }];

const profiles = new SourceProfiles([
  profileWith({
    ...{ name: 'default', match: { application: ['*'] }, zone: 'America/New_York' },
  }),
]);

/** What a notification of a server begins with. */
export const status = (kind: string, of = server) => ({
  resource: {
    resourceType: 'Parameters',
    parameter: [
      { name: 'subscription', valueReference: { reference: `${of}/Subscription/1` } },
      { name: 'type', valueCode: kind },
    ],
  },
});
export const encounter = (more: object = {}) => ({
  fullUrl: `${server}/Encounter/e1`,
  resource: {
    resourceType: 'Encounter',
    id: 'e1',
    status: 'finished',
    serviceType: { coding: [{ code: 'DETOX' }] },
    subject: { reference: 'Patient/p1' },
    period: { start: '2026-11-20T09:00:00Z', end: '2026-11-25T12:00:00Z' },
    ...more,
  },
});
export const patient = (id: string, more: object = {}) => ({
  fullUrl: `${server}/Patient/${id}`,
  resource: { resourceType: 'Patient', id, identifier: mrn(id.toUpperCase()), ...more },
});

interface Bundle {
  readonly type?: string;
  readonly timestamp?: string | undefined;
  readonly meta?: { readonly source: unknown };
  readonly entry: readonly object[];
}
export const receive = ({
  type = 'history',
  timestamp = '2026-11-25T12:05:00Z',
  ...more
}: Bundle) =>
  receiveBundle(Buffer.from(JSON.stringify({ resourceType: 'Bundle', type, timestamp, ...more })), {
    receivedAt: '2026-11-26T00:00:00.000Z',
    profiles,
    contentType: 'application/fhir+json',
  });
export const notify = (...entry: object[]) =>
  receive({ entry: [status('event-notification'), ...entry] });

export function statementsOf({ content }: Inbound): readonly Statement[] {
  if (content.kind !== 'statements') throw new Error(JSON.stringify(content));
  return content.statements;
}
export const visitOf = (inbound: Inbound) =>
  statementsOf(inbound).find(({ kind }) => kind === 'visit') as Extract<
    Statement,
    { kind: 'visit' }
  >;
export const valuesOf = ({
  identifiers,
}: {
  readonly identifiers: ReadonlyArray<{ value: string }>;
}) => identifiers.map(({ value }) => value);
export const warningsOf = ({ warnings = [] }: Inbound) =>
  warnings.map(({ path, reason }) => `${path} ${reason}`);
