import type { ServiceDefinition } from '@handrail/platform';

/** The apps that read events, in the order the pages list them. */
export const SERVICES = ['intake', 'assessment', 'scheduling', 'outcomes', 'console'] as const;
export type Service = (typeof SERVICES)[number];

/** The one service an app's index exports. */
export async function definitionOf(service: Service): Promise<ServiceDefinition> {
  const exported = (await import(`@handrail/${service}`)) as Record<string, unknown>;
  const definition = Object.values(exported).find(
    (value): value is ServiceDefinition =>
      typeof value === 'object' && value !== null && 'migrations' in value && 'module' in value,
  );
  if (!definition) throw new Error(`apps/${service}/src/index.ts exports no service definition`);
  return definition;
}
