import { Pace } from '@handrail/platform';
import type { SourceProfiles } from '../profile/source-profiles.js';
import { keptWhole, understand, wholeOf, type Arrived, type Understood } from './read-payload.js';

/**
 * Reads a payload as `readPayload` does and pauses between its messages, for the thread that has others to
 * serve. Apart from it, because the reading thread has nobody else and loads nothing it does not need.
 */
export async function readInTurns(arrived: Arrived, profiles: SourceProfiles): Promise<Understood> {
  const whole = wholeOf(arrived);
  try {
    const { messages, isBatch } = understand(arrived, profiles);
    return { messages: await new Pace().map(messages, (message) => message), isBatch };
  } catch (error) {
    return keptWhole(error, whole, arrived.place);
  }
}
