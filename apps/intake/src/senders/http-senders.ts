import type { Inbound } from '../inbound/domain/inbound.js';
import type { Speaks } from './senders.js';

/** A line of the table of senders over HTTP. */
export interface HttpSender {
  /** Its `client_id` at the issuer. */
  readonly client: string;
  /** As whom it sends CloudEvents (`source`) and FHIR (endpoint of the header, `meta.source`). */
  readonly sources: readonly string[];
  /** As whom it sends HL7 v2 (MSH-3 and MSH-4). */
  readonly speaks: readonly Speaks[];
}

/** Everything that somebody may call themselves. */
export type Bound = Omit<HttpSender, 'client'>;

/** The source of what people type into the console. */
const CONSOLE = 'urn:handrail:console';

/** What a client may call itself; nothing where it is in no line. People may say what the console says for them. */
export function boundTo(
  table: readonly HttpSender[],
  { client, kind }: { readonly client: string; readonly kind: 'person' | 'system' },
): Bound {
  const lines = table.filter((line) => line.client === client);
  return {
    sources: [...lines.flatMap(({ sources }) => sources), ...(kind === 'person' ? [CONSOLE] : [])],
    speaks: lines.flatMap(({ speaks }) => speaks),
  };
}

/** A place in a body where somebody speaks as another, or takes back what another said. */
export interface ForeignPart {
  readonly path: string;
  readonly source: string;
}

/**
 * Where messages are somebody else's. What names nobody is refused for that, and by nobody's name; a cancellation has to
 * be of what one said oneself.
 */
export function foreignParts(
  messages: readonly Inbound[],
  { sources }: Bound,
  isBatch: boolean,
): ForeignPart[] {
  return messages.flatMap(({ source, content }, at) => {
    const place = isBatch ? `/${at}` : '';
    if (content.kind === 'rejected' && source === 'unknown') return [];
    if (!sources.includes(source)) return [{ path: `${place}/source`, source }];
    const statements = content.kind === 'statements' ? content.statements : [];
    return statements.flatMap((statement) =>
      statement.kind === 'cancellation' &&
      statement.ofSource !== undefined &&
      !sources.includes(statement.ofSource)
        ? [{ path: `${place}/data/cancels/source`, source: statement.ofSource }]
        : [],
    );
  });
}
