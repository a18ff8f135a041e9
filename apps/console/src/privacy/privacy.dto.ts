import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Allow, IsIn, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import { MayBeAbsent } from '@handrail/platform';
import {
  CONSENT_ACTS,
  EMERGENCY_ACTS,
  EMERGENCY_GROUPS,
  type ConsentActName,
  type EmergencyActName,
  type EmergencyGroup,
} from '../api/privacy.js';

export class PrivacyParamsDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id!: string;
}

export class ConsentActParamsDto extends PrivacyParamsDto {
  @ApiProperty({ enum: CONSENT_ACTS })
  @IsIn(CONSENT_ACTS)
  act!: ConsentActName;
}

export class AccessActParamsDto extends PrivacyParamsDto {
  @ApiProperty({ enum: EMERGENCY_ACTS })
  @IsIn(EMERGENCY_ACTS)
  act!: EmergencyActName;
}

export class AccessesQueryDto {
  @ApiPropertyOptional({ enum: EMERGENCY_GROUPS })
  @MayBeAbsent()
  @IsIn(EMERGENCY_GROUPS)
  state?: EmergencyGroup;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(400)
  cursor?: string;
}

export class PrivacyActDto {
  @ApiProperty({ example: 'privacy-officer-1' })
  @IsString()
  @Length(1, 100)
  by!: string;

  @ApiProperty({ example: 'signed-on-paper', description: 'A code, never free text.' })
  @IsString()
  @MaxLength(64)
  reason!: string;

  @ApiPropertyOptional({ description: 'What was found, of a review.' })
  @Allow()
  finding?: string;
}

/** A consent as it was signed; intake says what of it is wrong. */
export class ConsentRecordDto extends PrivacyActDto {
  @ApiProperty() @Allow() kind!: string;
  @ApiPropertyOptional() @Allow() decision?: string;
  @ApiPropertyOptional() @Allow() discloser?: string;
  @ApiPropertyOptional({ type: [String] }) @Allow() recipients?: string[];
  @ApiPropertyOptional({ type: [String] }) @Allow() classes?: string[];
  @ApiPropertyOptional({ type: [String] }) @Allow() purposes?: string[];
  @ApiProperty({ type: [String] }) @Allow() facts!: string[];
  @ApiPropertyOptional() @Allow() signedAt?: string;
  @ApiPropertyOptional() @Allow() textVersion?: string;
  @ApiPropertyOptional() @Allow() expires?: string;
  @ApiPropertyOptional() @Allow() timeZone?: string;
}

/** An access in an emergency; scheduling says what of it is wrong. */
export class EmergencyOpenedDto extends PrivacyActDto {
  @ApiProperty({ format: 'uuid' }) @Allow() placementId!: string;
  @ApiProperty() @Allow() organisation!: string;
}
