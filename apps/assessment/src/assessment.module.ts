import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SERVICE_SETTINGS } from '@handrail/platform';
import { CapacityReader } from './capacity/capacity.reader.js';
import { capacityConsumers } from './capacity/consumers/index.js';
import type { AssessmentSettings } from './assessment.settings.js';
import { PoliciesController } from './policy/policies.controller.js';
import { PolicyHitsReader } from './policy/hits.reader.js';
import { openPolicyBook, PolicyBook, shippedPoliciesFolder } from './policy/policy-book.js';
import { refuseChangedPolicies } from './policy/policy-use.js';
import { AssessmentGauges } from './reads/assessment-gauges.js';
import { ReassessmentsController } from './reads/reassessments/reassessments.controller.js';
import { CasesReader } from './simulation/cases.reader.js';
import { RecordedReader } from './simulation/recorded.reader.js';
import { SimulateController } from './simulation/simulate.controller.js';
import { SimulateService } from './simulation/simulate.service.js';
import { DeterminationsController } from './reads/determinations/determinations.controller.js';
import { DeterminationsReader } from './reads/determinations/determinations.reader.js';
import { FhirController } from './reads/fhir/fhir.controller.js';
import { MeasuresController } from './reads/measures/measures.controller.js';
import { OverrideRatesReader } from './reads/measures/override-rates.reader.js';
import { QueueReader } from './reads/queue/queue.reader.js';
import { ReassessmentListReader } from './reads/reassessments/reassessment-list.reader.js';
import { ReassessmentReader } from './reassessment/reassessment.reader.js';
import { ReassessmentStep } from './reassessment/reassessment.step.js';
import { ReassessmentCommandsController } from './reassessment/commands/reassessment-commands.controller.js';
import { ReassessmentCommands } from './reassessment/commands/reassessment-commands.js';
import { ReassessmentWorkController } from './reassessment/commands/reassessment-work.controller.js';
import { reassessmentConsumers } from './reassessment/consumers/index.js';
import { InstrumentsController } from './reassessment/instruments/instruments.controller.js';
import { InstrumentsService } from './reassessment/instruments/instruments.service.js';

/** The only wiring of the assessment service. */
@Module({
  controllers: [
    ...capacityConsumers,
    ...reassessmentConsumers,
    DeterminationsController,
    FhirController,
    InstrumentsController,
    MeasuresController,
    PoliciesController,
    SimulateController,
    ReassessmentCommandsController,
    ReassessmentWorkController,
    ReassessmentsController,
  ],
  providers: [
    CapacityReader,
    ReassessmentStep,
    CasesReader,
    InstrumentsService,
    RecordedReader,
    SimulateService,
    ReassessmentCommands,
    DeterminationsReader,
    OverrideRatesReader,
    PolicyHitsReader,
    QueueReader,
    ReassessmentListReader,
    ReassessmentReader,
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
