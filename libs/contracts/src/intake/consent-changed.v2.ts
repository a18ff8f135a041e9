import { Type } from '@sinclair/typebox';
import {
  CONSENT_ELEMENTS,
  CONSENT_KINDS,
  CONSENT_LIMITS,
  DISCLOSED_FACTS,
  DISCLOSURE_PURPOSES,
  RECIPIENT_CLASSES,
} from '@handrail/domain';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

const provision = {
  decision: field.oneOf(['permit', 'deny'], 'clinical', 'Whether it permits or denies.'),
  recipients: Type.Array(
    field.slug('Code of an organisation; who has none, such as a person, is `other`.'),
    { maxItems: 50 },
  ),
  classes: Type.Array(field.oneOf(RECIPIENT_CLASSES, 'operational', 'A class of recipients.')),
  purposes: Type.Array(field.oneOf(DISCLOSURE_PURPOSES, 'operational', 'What for; none: any.')),
  facts: Type.Array(
    field.oneOf(DISCLOSED_FACTS, 'operational', 'Which facts; none: all but counselling notes.'),
  ),
  limits: Type.Array(
    field.oneOf(CONSENT_LIMITS, 'operational', 'By what it is limited to part of the facts.'),
  ),
};

export const consentChangedV2 = defineEvent({
  context: 'intake',
  name: 'consent-changed',
  version: 2,
  type: 'handrail.intake.consent-changed.v2',
  firesWhen:
    'A consent under 42 CFR 2.31, or a denial, is signed, changed or revoked. It says whom it lets Handrail tell ' +
    'what, for what and how long; its words and signatures stay with intake.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    consentId: field.id('The consent.'),
    kind: field.oneOf(CONSENT_KINDS, 'clinical', 'Kind of consent.'),
    status: field.oneOf(['active', 'revoked', 'expired'], 'clinical', 'State after the change.'),
    ...provision,
    missing: Type.Array(
      field.oneOf(
        CONSENT_ELEMENTS,
        'operational',
        'Elements of 42 CFR 2.31(a) it lacks; it permits nothing while it lacks any.',
      ),
    ),
    startsAt: field.nullable(field.time('From when it holds; null from its signature on.')),
    endsAt: field.nullable(
      field.time('When it ends: of a day, its end at the facility. Null when no time ends it.'),
    ),
    revokedAt: field.nullable(field.time('When it was revoked.')),
    exceptions: Type.Array(Type.Object(provision), {
      maxItems: 50,
      description: 'Exceptions from it, each deciding otherwise.',
    }),
    reportedAt: field.time('When its source said so: an older report never replaces a newer one.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    consentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c8001',
    kind: 'tpo',
    status: 'active',
    decision: 'permit',
    recipients: ['birch-house'],
    classes: [],
    purposes: ['treatment', 'payment', 'operations'],
    facts: [],
    limits: [],
    missing: [],
    startsAt: null,
    endsAt: '2027-11-02T05:00:00.000Z',
    revokedAt: null,
    exceptions: [],
    reportedAt: '2026-11-02T14:00:00.000Z',
  },
});

export type ConsentChangedV2 = DataOf<typeof consentChangedV2>;
