import { ApiProperty } from '@nestjs/swagger';

/** What came of a retry or a discard, said the same way by every service. */
export class ParkedActionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ description: 'What the event or message is now; parked when it failed again.' })
  disposition: string;

  @ApiProperty({ description: 'Why, as a stable code: of a parked one the cause of this try.' })
  reason: string;

  @ApiProperty({ description: 'How many left the parking: this one and those behind it.' })
  drained: number;

  @ApiProperty({ description: 'How many of the same person are still parked.' })
  remaining: number;
}
