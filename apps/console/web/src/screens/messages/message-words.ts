import type { MessageStep, StepName, StepState } from '../../../../src/messages/messages.view.js';
import { causeTitle, levelTitle, shortType } from '../../format/labels.js';
import { protocolTitle } from '../feeds/feed-order.js';

export const STEP_TITLES: Readonly<Record<StepName, string>> = {
  received: 'Received',
  understood: 'Understood',
  matched: 'Matched to a person',
  events: 'Turned into events',
  decision: 'Decided',
  placement: 'Placed',
};

export const STATE_TITLES: Readonly<Record<StepState, string>> = {
  done: 'Done',
  failed: 'Failed here',
  waiting: 'Waiting here',
  skipped: 'Nothing to do',
  unreached: 'Not reached',
  unknown: 'Not known',
};

const WHY: Readonly<Record<string, string>> = {
  'person-known': 'The person is known',
  'nobody-named': 'It is about no single person',
  'nothing-to-decide': 'It asks for no reassessment',
  'events-not-kept': 'The console no longer keeps its events',
  'assessment-silent': 'Assessment does not answer',
  'scheduling-silent': 'Scheduling does not answer',
  'no-place-asked-for': 'No place was asked for',
  'a-person-decided': 'A person decided',
  'no-such-person': 'It names a person nobody has told of yet',
  'nothing-carried':
    'It tells of an event and not what happened: its subscription asks for ids only',
  handshake: 'It only opens a subscription',
  heartbeat: 'It only says that the sender is there',
  'query-status': 'It only says how a subscription stands',
  'no-such-visit': 'It is about a visit nobody has told of yet',
  'unknown-person': 'It is about a person nobody has told of yet',
  'unknown-source': 'Its sender is not set up',
};

/** Why a step stands as it does, in plain words. */
export function whyWords({ step, state, why }: MessageStep): string {
  if (step === 'received') return `By ${protocolTitle(why)}`;
  if (step === 'understood' && state === 'done') return `As ${shortType(why)}`;
  if (step === 'decision' && state === 'done') return WHY[why] ?? levelTitle(why);
  return reasonWords(why);
}

/** The end of a message in plain words; its code is shown beside it where it matters. */
export const reasonWords = (reason: string): string => WHY[reason] ?? causeTitle(reason);

/** The step a reader should look at: where it failed, else where it waits. */
export const stopOf = (steps: readonly MessageStep[]): MessageStep | undefined =>
  steps.find(({ state }) => state === 'failed') ?? steps.find(({ state }) => state === 'waiting');

/** Segments of HL7 end with a carriage return, which no browser shows as a new line. */
export const readable = (contentType: string, text: string): string => {
  if (!/json/i.test(contentType)) return text.replace(/\r\n?/g, '\n');
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};
