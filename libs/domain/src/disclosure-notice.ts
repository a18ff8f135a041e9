/**
 * The statements of 42 CFR 2.32(a) that go with what is told by consent, by version: a text that has gone out is
 * never changed. The last one is in use.
 */
export const DISCLOSURE_NOTICES = [
  {
    version: '2.32-2024-short',
    since: '2024-04-16',
    text: '42 CFR part 2 prohibits unauthorized use or disclosure of these records.',
  },
] as const;

export type DisclosureNotice = (typeof DISCLOSURE_NOTICES)[number];

/** The statement that is in use. */
export const disclosureNotice: DisclosureNotice = DISCLOSURE_NOTICES.at(-1)!;
