/** Safeguards of what leaves for other organisations. */
export const DISCLOSURE_MUTATIONS = [
  {
    name: 'disclosure check: whoever asks from outside is told',
    edits: [
      {
        file: 'apps/scheduling/src/disclosure/domain/decide-disclosure.ts',
        find: "if (decision.kind === 'denied') return",
        replace: "if (decision.kind === 'denied' && channel === 'calendar') return",
      },
    ],
    test: { project: 'int', pattern: 'disclosure/disclosure\\.int-spec' },
  },
  {
    name: 'disclosure ledger: an answer leaves before its row is kept',
    edits: [
      {
        file: 'apps/scheduling/src/disclosure/disclosure-gate.service.ts',
        find: '      await addDisclosures(',
        replace: '      void addDisclosures(',
      },
    ],
    test: { project: 'int', pattern: 'disclosure/disclosure\\.int-spec' },
  },
  {
    name: 'consent: a newer permit wins over a standing denial',
    edits: [
      {
        file: 'libs/domain/src/may-disclose.ts',
        find: "if (consents.some((consent) => denies(consent, asked))) return denied('denied-by-person');",
        replace: '',
      },
    ],
    test: { project: 'unit', pattern: 'domain/src/may-disclose\\.spec' },
  },
  {
    name: 'consent expiry: one that has ended goes on',
    edits: [
      {
        file: 'libs/domain/src/may-disclose.ts',
        find: "if (!isWithin(now, null, endsAt)) return 'consent-expired';",
        replace: '',
      },
    ],
    test: { project: 'unit', pattern: 'domain/src/may-disclose\\.spec' },
  },
  {
    name: 'consent expiry: nobody looks when a consent ends by itself',
    edits: [
      {
        file: 'apps/scheduling/src/placement/placement.step.ts',
        find: "if (event.kind === 'consents-known') timers.push(consentTimer(person, now));",
        replace: '',
      },
    ],
    test: { project: 'int', pattern: 'offers/outside-offers\\.int-spec' },
  },
  {
    name: 'other organisations: a route that is for the network answers them',
    edits: [
      {
        file: 'libs/platform/src/access/access.guard.ts',
        find: 'if (isOutside(principal, this.#network) && isForNetworkOnly(scopes, opensToOthers)) {',
        replace: 'if (false) {',
      },
    ],
    test: { project: 'int', pattern: 'disclosure/disclosure\\.int-spec' },
  },
];
