import type { ReportKind } from '../stay/domain/index.js';

/** What intake does with an ADT event: the trigger of MSH-9 says what it reports of a visit. */
export type AdtAction =
  | { readonly kind: 'visit'; readonly report: ReportKind }
  | { readonly kind: 'details' }
  | { readonly kind: 'merge' }
  /** A visit was another person's. */
  | { readonly kind: 'visit-move' }
  /** Two accounts become one; the persons too where their identifiers differ. */
  | { readonly kind: 'account-merge' }
  | { readonly kind: 'ignore'; readonly reason: string };

const visit = (report: ReportKind): AdtAction => ({ kind: 'visit', report });
const details: AdtAction = { kind: 'details' };
const merge: AdtAction = { kind: 'merge' };
const ignore = (reason: string): AdtAction => ({ kind: 'ignore', reason });

const ADT: ReadonlyMap<string, AdtAction> = new Map<string, AdtAction>([
  ['A01', visit('started')],
  ['A04', visit('started')],
  ['A05', visit('expected')],
  ['A14', visit('expected')],
  ['A02', visit('transferred')],
  ['A06', visit('transferred')],
  ['A07', visit('transferred')],
  ['A03', visit('ended')],
  ['A16', visit('planned')],
  ['A08', visit('updated')],
  ['A28', details],
  ['A31', details],
  ['A11', visit('start-cancelled')],
  ['A12', visit('transfer-cancelled')],
  ['A13', visit('end-cancelled')],
  ['A23', visit('start-cancelled')],
  ['A25', visit('plan-cancelled')],
  ['A09', ignore('tracking')],
  ['A10', ignore('tracking')],
  ['A32', ignore('tracking')],
  ['A33', ignore('tracking')],
  ['A15', visit('transfer-planned')],
  ['A26', visit('transfer-plan-cancelled')],
  ['A27', visit('expectation-cancelled')],
  ['A38', visit('expectation-cancelled')],
  ['A17', ignore('location-only')],
  ['A20', ignore('location-only')],
  ['A21', ignore('leave-of-absence')],
  ['A22', ignore('leave-of-absence')],
  ['A52', ignore('leave-of-absence')],
  ['A53', ignore('leave-of-absence')],
  ['A18', merge],
  ['A30', merge],
  ['A34', merge],
  ['A36', merge],
  ['A39', merge],
  ['A40', merge],
  ['A46', merge],
  ['A47', merge],
  ['A24', ignore('identity-hint')],
  ['A37', ignore('identity-hint')],
  ['A29', ignore('record-deletion')],
  ['A35', ignore('account-change')],
  ['A41', { kind: 'account-merge' }],
  ['A42', ignore('visit-renumbering')],
  ['A43', ignore('visit-renumbering')],
  ['A44', ignore('visit-renumbering')],
  ['A45', { kind: 'visit-move' }],
  ['A50', ignore('visit-renumbering')],
  ['A51', ignore('visit-renumbering')],
  ['A60', ignore('no-care-transition')],
]);

/** What to do with a message of this type; everything unknown is kept and ignored, never refused. */
export function actionOf(messageCode: string, trigger: string): AdtAction {
  if (messageCode !== 'ADT') return ignore('message-type-not-used');
  return ADT.get(trigger) ?? ignore('trigger-not-used');
}
