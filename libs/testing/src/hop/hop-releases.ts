import { Type } from '@sinclair/typebox';
import { catalogue, defineEvent, defineUpcaster, EventVersions } from '@handrail/contracts';

// An event that exists in tests only: no released event has a second version yet.
const first = defineEvent({
  context: 'intake',
  name: 'hop-noted',
  version: 1,
  type: 'handrail.intake.hop-noted.v1',
  firesWhen: 'A test of an upgrade says so.',
  key: 'personId',
  data: Type.Object({ personId: Type.String(), grams: Type.Integer() }),
  example: { personId: 'p', grams: 2 },
});
const second = defineEvent({
  context: 'intake',
  name: 'hop-noted',
  version: 2,
  type: 'handrail.intake.hop-noted.v2',
  firesWhen: 'A test of an upgrade says so.',
  key: 'personId',
  data: Type.Object({ personId: Type.String(), milligrams: Type.Integer() }),
  example: { personId: 'p', milligrams: 2_000 },
});
const toSecond = defineUpcaster(first, second, ({ personId, grams }) => ({
  personId,
  milligrams: grams * 1_000,
}));

/** A release of the hop: which version of the event it handles, and which it knows. */
export interface HopRelease {
  readonly type: string;
  readonly versions: EventVersions;
}

/** The hop before and after its event got a second version. */
export const HOP_RELEASES = {
  old: { type: first.type, versions: new EventVersions([...catalogue, first], []) },
  new: {
    type: second.type,
    versions: new EventVersions([...catalogue, first, second], [toSecond]),
  },
} as const satisfies Record<string, HopRelease>;

export type HopReleaseName = keyof typeof HOP_RELEASES;

/** What a writer of each release says of the same thing. */
export const hopNotedData = (release: HopReleaseName): Readonly<Record<string, number>> =>
  release === 'old' ? { grams: 3 } : { milligrams: 3_000 };
