import { contractOf, lineOf, topicOf } from '@handrail/contracts';
import type { EventLog, LogRecord } from '@handrail/messaging';
import type { Opened } from '../local/opened.js';
import type { Say } from '../local/say.js';

/** What Handrail does with the messages, as far as a watcher wants to hear of it. */
const TOLD = new Set([
  'reassessment-opened',
  'reassessment-withdrawn',
  'level-of-care-determined',
  'placement-confirmed',
  'placement-offered',
  'placement-waitlisted',
  'placement-withdrawn',
  'placement-completed',
  'repeated-return-to-use-detected',
]);

const TIME_ZONE = 'America/New_York';

/** One line for an event of Handrail's own; undefined when it is not told. */
function eventLine(record: LogRecord): string | undefined {
  const contract = contractOf(record.headers['ce_type'] ?? '');
  if (!contract || !TOLD.has(contract.name) || !record.value) return undefined;
  const data: unknown = JSON.parse(record.value.toString());
  return `${' '.repeat(10)}${`→ ${contract.context}`.padEnd(20)}  ${lineOf(contract.type, data, TIME_ZONE)}`;
}

/** Tells on the terminal what follows from the messages, as it is published. */
export async function narrate(log: EventLog, opened: Opened, say: Say): Promise<void> {
  const reading = await log.subscribe({
    group: 'handrail-narrator',
    topics: (['assessment', 'scheduling', 'outcomes'] as const).map(topicOf),
    maxBatch: 100,
    concurrency: 1,
    from: 'end',
    onBatch: async ({ records }) => {
      for (const line of records.map(eventLine)) if (line) say.line(line);
    },
  });
  opened.add('the narrator', () => reading.stop());
}
