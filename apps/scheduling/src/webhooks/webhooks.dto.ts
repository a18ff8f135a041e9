import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type {
  WebhookAnswer,
  WebhookDeliveryAnswer,
  WebhookSecretAnswer,
} from '@handrail/contracts';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { MayBeAbsent } from '@handrail/platform';
import { DISCLOSURE_PURPOSES, type DisclosurePurpose } from '@handrail/domain';
import { ActDto } from '../acts/acts.dto.js';
import { WEBHOOK_TYPES } from './webhook-event.js';

const WEBHOOK_STATUSES = ['active', 'paused', 'disabled', 'removed'] as const;
export const DELIVERY_STATUSES = ['pending', 'delivered', 'given-up'] as const;

export class SubscribeDto extends ActDto {
  @ApiProperty({ example: 'st-mary-discharge-desk', description: 'Of the receiver, for people.' })
  @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/, {
    message: '$property must be a code of lower-case letters, digits and hyphens',
  })
  name!: string;

  @ApiProperty({
    example: 'https://receiver.example/handrail',
    description: 'https, at a public host.',
  })
  @IsString()
  @Length(1, 2_000)
  url!: string;

  @ApiPropertyOptional({
    enum: WEBHOOK_TYPES,
    isArray: true,
    description: 'All when none is named.',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsIn(WEBHOOK_TYPES, { each: true })
  types?: string[];

  @ApiPropertyOptional({
    ...{ type: String, nullable: true, example: 'st-mary' },
    description:
      'Only what goes back to requests of this sender, as its source profile is called; without, everything.',
  })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  requester?: string | null;

  @ApiPropertyOptional({
    ...{ type: String, nullable: true, example: 'birch-house' },
    description:
      'The organisation outside of this network that receives it: then each request goes by the consent of the ' +
      'person only, waits for it, and carries the notice of 42 CFR 2.32. Without, the network itself.',
  })
  @IsOptional()
  @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/, {
    message: '$property must be a code of lower-case letters, digits and hyphens',
  })
  organisation?: string | null;

  @ApiPropertyOptional({
    ...{ enum: DISCLOSURE_PURPOSES, default: 'treatment' },
    description: 'What another organisation is disclosed for.',
  })
  @MayBeAbsent()
  @IsIn(DISCLOSURE_PURPOSES)
  purpose?: DisclosurePurpose;
}

/** A number of an event, counted by subscription from 1 on. */
const MOST = 9_007_199_254_740_991;

export class ResendDto extends ActDto {
  @ApiProperty({ example: 12, description: 'The first number to be sent again.' })
  @IsInt()
  @Min(1)
  @Max(MOST)
  from!: number;

  @ApiPropertyOptional({ example: 14, description: 'The last one; the newest when absent.' })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(MOST)
  to?: number;
}

export class ResentView {
  @ApiProperty({ description: 'How many deliveries are sent again.' }) deliveries: number;
}

export class WebhookView implements WebhookAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty() url: string;
  @ApiProperty({ type: [String], description: 'Empty: all.' }) types: readonly string[];
  @ApiProperty({ type: String, nullable: true }) requester: string | null;
  @ApiProperty({
    ...{ type: String, nullable: true },
    description: 'The organisation outside of this network that receives it.',
  })
  organisation: string | null;
  @ApiProperty({ enum: DISCLOSURE_PURPOSES }) purpose: string;
  @ApiProperty({ enum: WEBHOOK_STATUSES }) status: WebhookAnswer['status'];
  @ApiProperty({
    ...{ type: String, nullable: true },
    description: '`failing` for five days, or `gone`: the receiver answered 410.',
  })
  disabledBecause: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since then everything failed.',
  })
  failingSince: string | null;
  @ApiProperty({ description: 'The number of the newest event; 0 before the first.' })
  lastNumber: number;
  @ApiProperty({ description: 'Events that have not arrived yet.' }) pending: number;
  @ApiProperty({ description: 'Events that were given up, of the last 30 days.' }) givenUp: number;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ description: 'What If-Match has to name, in quotes.' }) version: number;
}

export class WebhookSecretView extends WebhookView implements WebhookSecretAnswer {
  @ApiProperty({ description: 'Signs what is sent. Shown once.', example: 'whsec_...' })
  secret: string;
}

export class WebhookPage {
  @ApiProperty({ type: [WebhookView] }) items: WebhookView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class WebhookDeliveryView implements WebhookDeliveryAnswer {
  @ApiProperty() number: number;
  @ApiProperty({ format: 'uuid', description: '`webhook-id` of each attempt.' }) eventId: string;
  @ApiProperty({ enum: WEBHOOK_TYPES }) type: string;
  @ApiProperty({ format: 'uuid' }) placementId: string;
  @ApiProperty({ format: 'date-time' }) occurredAt: string;
  @ApiProperty({ enum: DELIVERY_STATUSES }) status: WebhookDeliveryAnswer['status'];
  @ApiProperty() attempts: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) nextAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastAt: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: '`answered`, or why it could not be sent.',
  })
  lastOutcome: string | null;
  @ApiProperty({
    ...{ type: String, nullable: true },
    description: 'Why it may not be disclosed now, as a code; it goes when the person consents.',
  })
  heldBecause: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'HTTP status that was answered.' })
  lastStatus: number | null;
}

export class WebhookDeliveryPage {
  @ApiProperty({ type: [WebhookDeliveryView] }) items: WebhookDeliveryView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}
