import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SERVICE_SETTINGS } from '@handrail/platform';
import { CapacityReader } from './capacity/capacity.reader.js';
import { OnCapacityChanged } from './capacity/on-capacity-changed/on-capacity-changed.consumer.js';
import type { AssessmentSettings } from './assessment.config.js';
import { PoliciesController } from './policy/policies.controller.js';
import { PolicyHitsReader } from './policy/hits.reader.js';
import { openPolicyBook, PolicyBook, shippedPoliciesFolder } from './policy/policy-book.js';
import { refuseChangedPolicies } from './policy/policy-use.js';
import { AssessmentGauges } from './reads/assessment-gauges.js';
import { ReassessmentsController } from './reads/reassessments/reassessments.controller.js';
import { CasesReader } from './policy/simulate/cases.reader.js';
import { RecordedReader } from './policy/simulate/recorded.reader.js';
import { SimulateController } from './policy/simulate/simulate.controller.js';
import { SimulateService } from './policy/simulate/simulate.service.js';
import { DeterminationsController } from './reads/determinations/determinations.controller.js';
import { DeterminationsReader } from './reads/determinations/determinations.reader.js';
import { FhirController } from './reads/fhir/fhir.controller.js';
import { MeasuresController } from './reads/measures/measures.controller.js';
import { OverrideRatesReader } from './reads/measures/override-rates.reader.js';
import { QueueReader } from './reads/queue/queue.reader.js';
import { ReassessmentsReader } from './reads/reassessments/reassessments.reader.js';
import { CaseRules } from './reassessment/case-rules.js';
import { ReassessmentCommandsController } from './reassessment/commands/reassessment-commands.controller.js';
import { ReassessmentCommands } from './reassessment/commands/reassessment-commands.js';
import { ReassessmentWorkController } from './reassessment/commands/reassessment-work.controller.js';
import { InstrumentsController } from './reassessment/instruments/instruments.controller.js';
import { InstrumentsService } from './reassessment/instruments/instruments.service.js';
import { OnAttendanceRecorded } from './reassessment/on-attendance-recorded/on-attendance-recorded.consumer.js';
import { OnFactRetracted } from './reassessment/on-fact-retracted/on-fact-retracted.consumer.js';
import { OnInstrumentResultRecorded } from './reassessment/on-instrument-result-recorded/on-instrument-result-recorded.consumer.js';
import { OnOverdoseReported } from './reassessment/on-overdose-reported/on-overdose-reported.consumer.js';
import { OnPersonsMerged } from './reassessment/on-persons-merged/on-persons-merged.consumer.js';
import { OnPlacementCompleted } from './reassessment/on-placement-completed/on-placement-completed.consumer.js';
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
    DeterminationsController,
    FhirController,
    InstrumentsController,
    MeasuresController,
    OnAttendanceRecorded,
    OnCapacityChanged,
    OnFactRetracted,
    OnInstrumentResultRecorded,
    OnOverdoseReported,
    OnPersonsMerged,
    OnPlacementCompleted,
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
    SimulateController,
    ReassessmentCommandsController,
    ReassessmentWorkController,
    ReassessmentsController,
  ],
  providers: [
    CapacityReader,
    CaseRules,
    CasesReader,
    InstrumentsService,
    RecordedReader,
    SimulateService,
    ReassessmentCommands,
    DeterminationsReader,
    OverrideRatesReader,
    PolicyHitsReader,
    QueueReader,
    ReassessmentsReader,
    AssessmentGauges,
    {
      provide: PolicyBook,
      inject: [SERVICE_SETTINGS, DataSource],
      useFactory: async (settings: AssessmentSettings, database: DataSource) => {
        const { ALLOW_DRAFT_POLICY: allowDraftPolicy, POLICIES_DIR } = settings;
        const folders = [shippedPoliciesFolder(), ...(POLICIES_DIR ? [POLICIES_DIR] : [])];
        const book = openPolicyBook(folders, { allowDraftPolicy });
        await refuseChangedPolicies(book, database);
        return book;
      },
    },
  ],
})
export class AssessmentModule {}
