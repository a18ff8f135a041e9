import type { RequesterKind } from '@handrail/domain';

/** A request for care as somebody types it. */
export interface TypedRequest {
  /** Made by the page once for each form, so that sending it again is the same request. */
  readonly requestId: string;
  readonly requestedAt: string;
  readonly requestedBy: RequesterKind;
  readonly organisation?: string;
  readonly number?: string;
  /** Who issued the number, as an identifier system. */
  readonly issuer?: string;
  readonly family?: string;
  readonly given?: string;
  readonly birthDate?: string;
  readonly level?: string;
  readonly pregnant?: boolean;
  readonly injecting?: boolean;
  readonly housing?: string;
  readonly region?: string;
}

const SOURCE = 'urn:handrail:console';
/** Numbers the console gives where nobody knows one: likeness then finds who it is. */
const OWN_NUMBERS = 'urn:handrail:console:request';

/** Leaves out what was not typed. */
const stated = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** The CloudEvent that intake takes from any source, made of what was typed. */
export function toEvent(typed: TypedRequest): object {
  const { requestId, number, issuer, family, given, birthDate, organisation } = typed;
  const isNamed = family !== undefined || given !== undefined;
  const identifier =
    number !== undefined && issuer !== undefined
      ? { system: issuer, value: number }
      : { system: OWN_NUMBERS, value: requestId };
  return {
    ...{ specversion: '1.0', id: requestId, source: SOURCE },
    type: 'handrail.inbound.care-requested.v1',
    datacontenttype: 'application/json',
    data: {
      person: {
        identifiers: [identifier],
        ...(isNamed
          ? { name: stated({ family, given: given === undefined ? undefined : [given] }) }
          : {}),
        ...stated({ birthDate }),
      },
      requestedAt: typed.requestedAt,
      requestedBy: { kind: typed.requestedBy, ...stated({ organisation }) },
      ...stated({ level: typed.level }),
      context: stated({
        pregnant: typed.pregnant,
        injecting: typed.injecting,
        housing: typed.housing,
        region: typed.region,
      }),
    },
  };
}
