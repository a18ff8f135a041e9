import { ApiProperty } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';

export class IdentifierDto {
  @ApiProperty()
  system: string;

  @ApiProperty()
  value: string;

  @ApiProperty({ description: 'Whether the value alone says who it is.' })
  trusted: boolean;
}

export class StayDto {
  @ApiProperty({ format: 'uuid' })
  stayId: string;

  @ApiProperty()
  facility: string;

  @ApiProperty()
  setting: string;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  startedAt: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  endedAt: string | null;

  @ApiProperty({ type: String, nullable: true })
  disposition: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  plannedFor: string | null;
}

export class MergeDto {
  @ApiProperty({ format: 'uuid', description: 'To undo it by.' })
  id: string;

  @ApiProperty({
    enum: ['told', 'reviewed', 'matched', 'linked'],
    description:
      'By a source, by somebody who reviewed it, because records are alike, or a number that came with a record that is alike.',
  })
  kind: string;

  @ApiProperty({ format: 'uuid' })
  retiredId: string;

  @ApiProperty({ format: 'date-time' })
  mergedAt: string;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  undoneAt: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Who the retired person is since.' })
  restoredId: string | null;
}

export class UnmergeDto {
  @ApiProperty({
    format: 'uuid',
    description: 'The merge that was wrong; see merges of the person.',
  })
  @IsUUID()
  mergeId: string;

  @ApiProperty({ description: 'Why, for the audit trail. No personal data.' })
  @IsString()
  @Length(3, 500)
  reason: string;
}

export class PersonDto {
  @ApiProperty({ format: 'uuid', description: 'Pseudonymous id; the key of every event.' })
  id: string;

  @ApiProperty({ type: Object, nullable: true })
  name: unknown;

  @ApiProperty({ type: String, nullable: true, description: 'Null when unknown or impossible.' })
  birthDate: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'An impossible date, as written.' })
  birthDateText: string | null;

  @ApiProperty({ type: String, nullable: true })
  sex: string | null;

  @ApiProperty({ type: String, nullable: true })
  phone: string | null;

  @ApiProperty({ type: Object, nullable: true })
  address: unknown;

  @ApiProperty({ type: [IdentifierDto] })
  identifiers: IdentifierDto[];

  @ApiProperty({ type: [StayDto] })
  stays: StayDto[];

  @ApiProperty({ type: [String], description: 'Persons who turned out to be this one.' })
  mergedFrom: string[];

  @ApiProperty({ type: String, nullable: true, description: 'Who this person turned out to be.' })
  mergedInto: string | null;

  @ApiProperty({ type: [MergeDto], description: 'Merges into this person, oldest first.' })
  merges: MergeDto[];

  @ApiProperty({
    ...{ type: String, nullable: true, format: 'date-time' },
    description:
      'When they were erased: nothing is known of them since, and nobody can be found to be them.',
  })
  erasedAt: string | null;
}

export class UnmergedDto {
  @ApiProperty({ type: PersonDto, description: 'Who was the survivor.' })
  survivor: PersonDto;

  @ApiProperty({ type: PersonDto, description: 'Who is there again, under a new id.' })
  restored: PersonDto;
}

export class PersonPageDto {
  @ApiProperty({ type: [PersonDto] })
  items: readonly PersonDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
