import { ApiProperty } from '@nestjs/swagger';
import type { FieldProblem } from '@handrail/contracts';

export class FieldProblemDto implements FieldProblem {
  @ApiProperty({ description: 'JSON pointer, or segment and field.' })
  path: string;

  @ApiProperty()
  reason: string;

  @ApiProperty({ description: 'What would be accepted.' })
  accepted: string;
}

export class EventResultDto {
  @ApiProperty({ type: String, nullable: true, description: 'Id of the event as sent.' })
  id: string | null;

  @ApiProperty({ description: 'The stored message: GET /v1/messages/{id}.' })
  messageId: string;

  @ApiProperty({ enum: ['accepted', 'duplicate', 'rejected'] })
  status: 'accepted' | 'duplicate' | 'rejected';

  @ApiProperty({ required: false, description: 'Why it was rejected, as a code.' })
  reason?: string;

  @ApiProperty({ required: false, type: [FieldProblemDto] })
  errors?: readonly FieldProblemDto[];
}

export class EventResultsDto {
  @ApiProperty({ type: [EventResultDto], description: 'One result for each event, in order.' })
  results: EventResultDto[];
}
