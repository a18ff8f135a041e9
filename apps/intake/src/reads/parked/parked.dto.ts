import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';

export class DiscardMessageDto {
  @ApiProperty({ description: 'Why it is given up, for the audit trail. No personal data.' })
  @IsString()
  @Length(3, 500)
  reason: string;
}

export class ParkedMessageDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: String, nullable: true, format: 'uuid' })
  personId: string | null;

  @ApiProperty()
  type: string;

  @ApiProperty({ format: 'uuid', description: 'The message.' })
  eventId: string;

  @ApiProperty({ description: 'Stable code, for example no-such-visit.' })
  cause: string;

  @ApiProperty()
  attempts: number;

  @ApiProperty({ format: 'date-time' })
  parkedAt: string;

  @ApiProperty({ type: String, nullable: true, description: 'Always null: nothing queues here.' })
  behind: string | null;
}

export class ParkedPageDto {
  @ApiProperty({ type: [ParkedMessageDto] })
  items: readonly ParkedMessageDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
