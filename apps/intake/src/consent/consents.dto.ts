import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ConsentAnswer } from '@handrail/contracts';
import {
  CONSENT_KINDS,
  DISCLOSED_FACTS,
  DISCLOSURE_PURPOSES,
  isTimeZone,
  RECIPIENT_CLASSES,
  type ConsentKind,
  type DisclosedFact,
  type DisclosurePurpose,
  type RecipientClass,
} from '@handrail/domain';
import { IsCalendarDay, IsCareTime, MayBeAbsent } from '@handrail/platform';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsString,
  Length,
  Matches,
  Validate,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { ORGANISATION_CODE } from '../inbound/domain/consent-terms.js';

const CODE = /^[a-z0-9][a-z0-9-]{0,63}$/;
const A_CODE = { message: '$property must be a code of lower-case letters, digits and hyphens' };

@ValidatorConstraint({ name: 'isTimeZone' })
class IsTimeZoneName implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && isTimeZone(value);
  }

  defaultMessage(): string {
    return '$property must be a name of the IANA time zone database';
  }
}

const CODES = [IsArray(), ArrayUnique(), ArrayMaxSize(50)] as const;
const Codes = (): PropertyDecorator => (target, name) => {
  for (const decorate of CODES) decorate(target, name);
};

/** Who acts on a consent, and why. */
export class ConsentActDto {
  @ApiProperty({ description: 'Who acts: a user or role name', example: 'privacy-officer-1' })
  @IsString()
  @Length(1, 100)
  by!: string;

  @ApiProperty({ example: 'signed-on-paper', description: 'A stable code, never free text.' })
  @Matches(CODE, A_CODE)
  reason!: string;
}

/** A consent somebody has signed on paper or on a screen, with every element of 42 CFR 2.31(a). */
export class RecordConsentDto extends ConsentActDto {
  @ApiProperty({ enum: CONSENT_KINDS })
  @IsIn(CONSENT_KINDS)
  kind!: ConsentKind;

  @ApiPropertyOptional({ enum: ['permit', 'deny'], default: 'permit' })
  @MayBeAbsent()
  @IsIn(['permit', 'deny'])
  decision?: 'permit' | 'deny';

  @ApiPropertyOptional({ description: 'Who may tell, as the form names them. Kept sealed.' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 2_000)
  discloser?: string;

  @ApiPropertyOptional({ type: [String], example: ['birch-house'], description: 'Organisations.' })
  @MayBeAbsent()
  @Codes()
  @Matches(ORGANISATION_CODE, { each: true, message: '$property must be codes of organisations' })
  recipients?: string[];

  @ApiPropertyOptional({ enum: RECIPIENT_CLASSES, isArray: true })
  @MayBeAbsent()
  @Codes()
  @IsIn(RECIPIENT_CLASSES, { each: true })
  classes?: RecipientClass[];

  @ApiPropertyOptional({ enum: DISCLOSURE_PURPOSES, isArray: true })
  @MayBeAbsent()
  @Codes()
  @IsIn(DISCLOSURE_PURPOSES, { each: true })
  purposes?: DisclosurePurpose[];

  @ApiProperty({ enum: DISCLOSED_FACTS, isArray: true, description: 'What may be told.' })
  @Codes()
  @IsIn(DISCLOSED_FACTS, { each: true })
  facts!: DisclosedFact[];

  @ApiPropertyOptional({ format: 'date-time', description: 'When it was signed.' })
  @MayBeAbsent()
  @IsCareTime()
  signedAt?: string;

  @ApiPropertyOptional({ description: 'Version of the form that was signed.' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 256)
  textVersion?: string;

  @ApiPropertyOptional({ format: 'date', description: 'The last day it holds.' })
  @MayBeAbsent()
  @IsCalendarDay()
  expires?: string;

  @ApiPropertyOptional({ example: 'America/New_York', description: 'Where its days are counted.' })
  @MayBeAbsent()
  @Validate(IsTimeZoneName)
  timeZone?: string;
}

class ConsentActView {
  @ApiProperty() kind: string;
  @ApiProperty() by: string;
  @ApiProperty() reason: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

export class ConsentView implements ConsentAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ enum: CONSENT_KINDS }) kind: string;
  @ApiProperty({ enum: ['active', 'revoked', 'expired'] }) status: string;
  @ApiProperty({ enum: ['permit', 'deny'] }) decision: string;
  @ApiProperty({ type: [String] }) recipients: string[];
  @ApiProperty({ enum: RECIPIENT_CLASSES, isArray: true }) classes: string[];
  @ApiProperty({ enum: DISCLOSURE_PURPOSES, isArray: true }) purposes: string[];
  @ApiProperty({ enum: DISCLOSED_FACTS, isArray: true }) facts: string[];
  @ApiProperty({ type: [String], description: 'By what it is limited to part of the facts.' })
  limits: string[];
  @ApiProperty({ type: [String], description: 'Elements of 42 CFR 2.31(a) it lacks.' })
  missing: string[];
  @ApiProperty({ description: 'How many exceptions it has.' }) exceptions: number;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) startsAt: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) endsAt: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) revokedAt: string | null;
  @ApiProperty({ format: 'date-time' }) reportedAt: string;
  @ApiProperty({ type: [ConsentActView] }) acts: ConsentActView[];
  @ApiProperty({ description: 'What If-Match has to name, in quotes.' }) version: number;
}

export class ConsentsDto {
  @ApiProperty({ type: [ConsentView] }) items: ConsentView[];
}
