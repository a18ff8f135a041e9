import type { CampaignReport } from './campaign.js';

/** Everything a campaign must not leave behind, each as a line; none when all is well. */
export function troublesOf({ failures, normalLost, inspection }: CampaignReport): string[] {
  const { pending, blocked, unstored, uncounted, faults, parkedElsewhere, unwell } = inspection;
  return [
    ...failures.map(({ way, name, word, input }) => `${way}: ${word} for ${name}: ${input}`),
    ...normalLost.map((each) => `normal feed: ${each} was not applied`),
    ...(pending > 0 ? [`${pending} messages are pending`] : []),
    ...blocked.map((each) => `blocked: ${each}`),
    ...(unstored.length > 0
      ? [`${unstored.length} answered messages are not stored, such as ${unstored[0]}`]
      : []),
    ...uncounted.map((each) => `no message was counted for ${each}`),
    ...faults.map((each) => `parked for a fault of ours: ${each}`),
    ...parkedElsewhere.map((each) => `parked elsewhere: ${each}`),
    ...unwell.map((each) => `unwell: ${each}`),
  ];
}
