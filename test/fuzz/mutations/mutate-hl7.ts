import type { Dice } from '../dice.js';
import { mutateBytes } from './mutate-bytes.js';
import { oddText } from './odd-values.js';

const HL7_TEXTS = [
  ...['""', '~'.repeat(300), '^'.repeat(300), '&&&', '\\E\\'.repeat(50), '\\constructor\\', '\\X'],
  ...['99991231', '00010101000000', '20261340', '20261107240000', '20261107120000.9999+9999'],
  ...[
    'UNICODE UTF-16',
    '8859/5',
    'NO SUCH',
    'ADT^A40',
    'ORU^R01',
    '^^^^',
    '1e400',
    'AL',
    'NE',
    'ER',
  ],
];

const oddField = (dice: Dice) => (dice.oneIn(2) ? dice.pick(HL7_TEXTS) : oddText(dice));

/** An HL7 message that differs from a valid one in one to three fields or segments, or in its bytes. */
export function mutateHl7(dice: Dice, valid: string): Buffer {
  const segments = valid.split('\r').filter(Boolean);
  for (let left = 1 + dice.below(3); left > 0; left -= 1) mutateOnce(dice, segments);
  const end = dice.pick(['\r', '\r', '\r', '\n', '\r\n']);
  const text = dice.oneIn(30) ? `FHS|^~\\&\rBHS|^~\\&\r${segments.join(end)}` : segments.join(end);
  const bytes = Buffer.from(text + end, dice.oneIn(25) ? 'utf16le' : 'utf8');
  return dice.oneIn(8) ? mutateBytes(dice, bytes) : bytes;
}

function mutateOnce(dice: Dice, segments: string[]): void {
  const at = dice.below(segments.length);
  const segment = segments[at];
  if (segment === undefined) return;
  switch (dice.below(8)) {
    case 0:
      segments.splice(at, 1);
      break;
    case 1:
      segments.push(segment);
      break;
    case 2:
      segments[at] = segment.replace(/^.../, dice.pick(['ZZZ', 'PID', 'MSH', 'MRG', '', 'EVN']));
      break;
    case 3:
      segments.unshift(segments.splice(at, 1)[0]!);
      break;
    default: {
      const fields = segment.split('|');
      fields[1 + dice.below(fields.length + 3)] = oddField(dice);
      segments[at] = Array.from(fields, (field) => field ?? '').join('|');
    }
  }
}
