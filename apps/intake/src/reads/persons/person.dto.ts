import { ApiProperty } from '@nestjs/swagger';

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
}

export class PersonPageDto {
  @ApiProperty({ type: [PersonDto] })
  items: readonly PersonDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
