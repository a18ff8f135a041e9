import { Fhir } from 'fhir';

const r4 = new Fhir();

/** What R4 has against a resource; sets it only recommends are named in warnings. */
export const r4FaultsOf = (resource: object): string[] =>
  r4
    .validate(JSON.stringify(resource), { errorOnUnexpected: true })
    .messages.filter(({ severity }) => ['error', 'fatal'].includes(String(severity)))
    .map(({ location, message }) => `${location}: ${message}`);
