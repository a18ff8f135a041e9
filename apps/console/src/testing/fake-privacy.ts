import type { ConsentAnswer, DisclosuresAnswer, EmergencyAccessAnswer } from '@handrail/contracts';
import type { FakeReply, FakeRequest, FakeService } from './fake-services.js';

const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
const id = (at: number): string => `0199a2f0-7c11-7a10-8b1e-00000${String(at).padStart(7, '0')}`;

const consent = (at: number, change: Partial<ConsentAnswer>): ConsentAnswer => ({
  ...{ id: id(8_000 + at), personId: id(1), kind: 'tpo', status: 'active', decision: 'permit' },
  ...{ recipients: ['birch-house'], classes: [], facts: [], limits: [], missing: [] },
  purposes: ['treatment', 'payment', 'operations'],
  ...{ exceptions: 0, startsAt: null, endsAt: ago(-2_000), revokedAt: null },
  ...{ reportedAt: ago(400), acts: [], version: 1, ...change },
});

/** A consent in every state. */
const CONSENTS: readonly ConsentAnswer[] = [
  consent(1, {
    acts: [{ kind: 'record', by: 'privacy-officer-1', reason: 'signed', at: ago(30) }],
  }),
  consent(2, { recipients: ['cedar-clinic'], missing: ['text', 'signature'], endsAt: null }),
  consent(3, {
    ...{ decision: 'deny', recipients: ['county-court'], kind: 'legal' },
    purposes: [],
  }),
  consent(4, {
    ...{ status: 'revoked', revokedAt: ago(3), recipients: [], classes: ['treating-providers'] },
    acts: [{ kind: 'revoke', by: 'privacy-officer-1', reason: 'asked-by-person', at: ago(3) }],
  }),
  consent(5, { status: 'expired', facts: ['referral'], endsAt: ago(700) }),
];

const disclosures = (personId: string): DisclosuresAnswer => ({
  ...{ personId, since: ago(24 * 365 * 3) },
  items: [
    {
      ...{ at: ago(2), organisation: 'birch-house', recipient: 'desk-2', channel: 'fhir-task' },
      ...{ facts: ['referral'], purpose: 'treatment', basis: 'consent', restsOn: id(8_001) },
      notice: '2.32-2024-short',
      text: 'birch-house (desk-2) read what became of the referral, and learned that the person was referred and what became of it. For treatment, with the consent of the person.',
    },
  ],
  recipients: [
    {
      ...{ organisation: 'birch-house', times: 1, firstAt: ago(2), lastAt: ago(2) },
      facts: ['referral'],
    },
  ],
});

const access = (at: number, change: Partial<EmergencyAccessAnswer>): EmergencyAccessAnswer => ({
  ...{ id: id(9_000 + at), personId: id(500 + at), placementId: id(600 + at) },
  ...{ organisation: 'county-hospital', reason: 'overdose', openedBy: 'nurse-7' },
  ...{ openedAt: ago(at), until: ago(at - 1), state: 'to-review', finding: null },
  ...{ reviewedBy: null, reviewedAt: null, disclosures: 2, acts: [], version: 1, ...change },
});

const ACCESSES: readonly EmergencyAccessAnswer[] = [
  access(0, { state: 'open', disclosures: 1 }),
  access(5, {}),
  access(90, {
    ...{ state: 'reviewed', finding: 'justified', reviewedBy: 'privacy-officer-1' },
    reviewedAt: ago(60),
  }),
];

/** Puts consents and disclosures of a person, and accesses in emergencies, behind the console. */
export function privacyBehind(
  { intake, scheduling }: { readonly intake: FakeService; readonly scheduling: FakeService },
  personId: string,
): void {
  intake.answers.set(`/v1/persons/${personId}/consents`, { items: CONSENTS });
  scheduling.answers.set(`/v1/persons/${personId}/disclosures`, disclosures(personId));
  scheduling.answers.set('/v1/emergency-accesses', { items: ACCESSES, nextCursor: null });
}

/** Plays what intake and scheduling keep of privacy, with what was done. */
export class FakePrivacy {
  readonly done: Array<{ readonly act: string; readonly body: unknown }> = [];
  #consents: ConsentAnswer[] = [];
  #accesses: EmergencyAccessAnswer[] = [];

  readonly answer = ({ method, path, body }: FakeRequest): FakeReply | undefined => {
    if (method === 'GET') return this.#shown(path);
    const [, what, act = what] =
      /^\/v1\/(?:persons\/[^/]+\/)?(consents|emergency-accesses)(?:\/[^/]+\/(\w+))?$/.exec(path) ??
      [];
    if (what === undefined || act === undefined) return undefined;
    this.done.push({ act, body });
    const by = (body as { readonly by: string }).by;
    const kind = act === 'consents' ? 'record' : act;
    const acts = [{ kind, by, reason: 'code', at: ago(0) }];
    if (what === 'consents') {
      const status = act === 'revoke' ? 'revoked' : 'active';
      this.#consents = [consent(1, { status, endsAt: null, acts })];
      return { status: 200, body: this.#consents[0]! };
    }
    const found = { finding: 'justified', reviewedBy: by, state: 'reviewed' } as const;
    const state = act === 'close' ? 'to-review' : 'open';
    this.#accesses = [access(0, act === 'review' ? { ...found, acts } : { state, acts })];
    return { status: 200, body: this.#accesses[0]! };
  };

  #shown(path: string): FakeReply | undefined {
    if (/^\/v1\/persons\/[^/]+\/consents$/.test(path))
      return { status: 200, body: { items: this.#consents } };
    if (/^\/v1\/persons\/[^/]+\/disclosures$/.test(path))
      return { status: 200, body: { ...disclosures(id(1)), items: [], recipients: [] } };
    if (path === '/v1/emergency-accesses')
      return { status: 200, body: { items: this.#accesses, nextCursor: null } };
    return undefined;
  }
}
