import type { CampaignReport } from './campaign.js';

/** Ways on which inputs share a body: one that has all of it refused keeps its neighbours from being read. */
const GATHERED = ['events-batch', 'fhir-batch', 'hl7-file'];

function isHardlyRead(words: Readonly<Record<string, number>> = {}): boolean {
  const counts = Object.entries(words);
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  const read = counts.reduce((sum, [word, count]) => sum + (/^2/.test(word) ? count : 0), 0);
  return 2 * read < all;
}

/** Everything a campaign must not leave behind, each as a line; none when all is well. */
export function troublesOf(report: CampaignReport): string[] {
  const { failures, normalLost, inspection, answers } = report;
  const { pending, blocked, unstored, uncounted, faults, parkedElsewhere, unwell } = inspection;
  return [
    ...failures.map(({ way, name, word, input }) => `${way}: ${word} for ${name}: ${input}`),
    ...GATHERED.filter((way) => isHardlyRead(answers[way])).map(
      (way) => `${way}: most inputs were refused with the body they came in`,
    ),
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
