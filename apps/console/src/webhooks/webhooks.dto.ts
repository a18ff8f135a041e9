import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MayBeAbsent, PageQueryDto } from '@handrail/platform';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  MaxLength,
  Min,
} from 'class-validator';
import { WEBHOOK_ACTS, type Webhook, type ReceiverAct } from '../api/webhooks.js';

export class DeliveriesQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: ['pending', 'delivered', 'given-up'] })
  @MayBeAbsent()
  @IsIn(['pending', 'delivered', 'given-up'])
  status?: string;
}

export class WebhookParamsDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id!: string;
}

export class WebhookActParamsDto extends WebhookParamsDto {
  @ApiProperty({ enum: WEBHOOK_ACTS })
  @IsIn(WEBHOOK_ACTS)
  act!: ReceiverAct;
}

/** Who acts, and why. */
export class WebhookActDto {
  @ApiProperty({ example: 'operator-1' })
  @IsString()
  @Length(1, 100)
  by!: string;

  @ApiProperty({ example: 'receiver-asked', description: 'A code, never free text.' })
  @IsString()
  @MaxLength(64)
  reason!: string;
}

export class SubscribeWebhookDto extends WebhookActDto {
  @ApiProperty({ example: 'st-mary-discharge-desk' })
  @IsString()
  @MaxLength(64)
  name!: string;

  @ApiProperty({ example: 'https://receiver.example/handrail' })
  @IsString()
  @MaxLength(2_000)
  url!: string;

  @ApiPropertyOptional({ type: [String], description: 'All when none is named.' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  types?: string[];

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Only of this sender.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  requester?: string | null;

  @ApiPropertyOptional({
    ...{ type: String, nullable: true },
    description: 'Of another organisation: it is disclosed to by consent only.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  organisation?: string | null;
}

export class ResendWebhookDto extends WebhookActDto {
  @ApiProperty({ example: 12 })
  @IsInt()
  @Min(1)
  from!: number;

  @ApiPropertyOptional({ example: 14, description: 'The newest when absent.' })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  to?: number;
}

export class WebhooksPageDto {
  @ApiProperty({ type: [Object] }) items: readonly Webhook[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}
