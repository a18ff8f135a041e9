import { Inject, Injectable } from '@nestjs/common';
import { METRICS, readGauge, type MetricsRegistry } from '@handrail/platform';
import { QueueReader } from './queue/queue.reader.js';

/** What waits for people in assessment, for whoever scrapes. */
@Injectable()
export class AssessmentGauges {
  constructor(@Inject(METRICS) registry: MetricsRegistry, queue: QueueReader) {
    readGauge(
      registry,
      {
        name: 'handrail_assessment_reassessments_overdue',
        help: 'Reassessments whose time is over and that nobody put off.',
      },
      async () => (await queue.counts(null)).overdue,
    );
  }
}
