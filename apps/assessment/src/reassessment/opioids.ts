/** Names of opioids as reports write them, in lower case. A class name or any part of a text. */
const OPIOIDS = [
  'opioid',
  'opiate',
  'heroin',
  'fentanyl',
  'oxycodone',
  'hydrocodone',
  'morphine',
  'methadone',
  'codeine',
  'tramadol',
  'buprenorphine',
  'hydromorphone',
  'carfentanil',
  'nitazene',
];

/** Whether a reported substance is an opioid, so that medication is offered (TIP 63). */
export function namesOpioid(substance: string | null): boolean {
  const text = substance?.toLowerCase() ?? '';
  return OPIOIDS.some((name) => text.includes(name));
}
