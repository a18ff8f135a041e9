import { Module } from '@nestjs/common';
import { SERVICE_SETTINGS } from '@handrail/platform';
import type { AssessmentSettings } from './assessment.config.js';
import { PoliciesController } from './policy/policies.controller.js';
import { openPolicyBook, PolicyBook, shippedPoliciesFolder } from './policy/policy-book.js';
import { ReassessmentsController } from './reads/reassessments/reassessments.controller.js';
import { ReassessmentsReader } from './reads/reassessments/reassessments.reader.js';
import { CaseRules } from './reassessment/case-rules.js';
import { ReassessmentCommandsController } from './reassessment/commands/reassessment-commands.controller.js';
import { ReassessmentCommands } from './reassessment/commands/reassessment-commands.js';
import { OnFactRetracted } from './reassessment/on-fact-retracted/on-fact-retracted.consumer.js';
import { OnOverdoseReported } from './reassessment/on-overdose-reported/on-overdose-reported.consumer.js';
import { OnPersonsMerged } from './reassessment/on-persons-merged/on-persons-merged.consumer.js';
import { OnRepeatedReturnToUse } from './reassessment/on-repeated-return-to-use/on-repeated-return-to-use.consumer.js';
import { OnReturnToUseReported } from './reassessment/on-return-to-use-reported/on-return-to-use-reported.consumer.js';
import { OnReviewDue } from './reassessment/on-review-due/on-review-due.consumer.js';
import { OnRiskRatingsRecorded } from './reassessment/on-risk-ratings-recorded/on-risk-ratings-recorded.consumer.js';
import { OnStayCorrected } from './reassessment/on-stay-corrected/on-stay-corrected.consumer.js';
import { OnStayEnded } from './reassessment/on-stay-ended/on-stay-ended.consumer.js';
import { OnStayStarted } from './reassessment/on-stay-started/on-stay-started.consumer.js';
import { OnStepDownPlanned } from './reassessment/on-step-down-planned/on-step-down-planned.consumer.js';
import { OnWakeUp } from './reassessment/on-wake-up/on-wake-up.consumer.js';

/** The only wiring of the assessment service. */
@Module({
  controllers: [
    OnFactRetracted,
    OnOverdoseReported,
    OnPersonsMerged,
    OnRepeatedReturnToUse,
    OnReturnToUseReported,
    OnReviewDue,
    OnRiskRatingsRecorded,
    OnStayCorrected,
    OnStayEnded,
    OnStayStarted,
    OnStepDownPlanned,
    OnWakeUp,
    PoliciesController,
    ReassessmentCommandsController,
    ReassessmentsController,
  ],
  providers: [
    CaseRules,
    ReassessmentCommands,
    ReassessmentsReader,
    {
      provide: PolicyBook,
      inject: [SERVICE_SETTINGS],
      useFactory: ({ ALLOW_DRAFT_POLICY, POLICIES_DIR }: AssessmentSettings) =>
        openPolicyBook([shippedPoliciesFolder(), ...(POLICIES_DIR ? [POLICIES_DIR] : [])], {
          allowDraftPolicy: ALLOW_DRAFT_POLICY,
        }),
    },
  ],
})
export class AssessmentModule {}
