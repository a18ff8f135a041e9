import { ApiProperty } from '@nestjs/swagger';
import type { DisclosedToAnswer, DisclosureAnswer, DisclosuresAnswer } from '@handrail/contracts';
import { DISCLOSED_FACTS, DISCLOSURE_BASES, DISCLOSURE_PURPOSES } from '@handrail/domain';
import { DISCLOSURE_CHANNELS } from './domain/disclosure.js';

export class DisclosureView implements DisclosureAnswer {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty() organisation: string;
  @ApiProperty({ description: 'Who in it, or which program or receiver of it.' }) recipient: string;
  @ApiProperty({ enum: DISCLOSURE_CHANNELS }) channel: string;
  @ApiProperty({ enum: DISCLOSED_FACTS, isArray: true }) facts: string[];
  @ApiProperty({ enum: DISCLOSURE_PURPOSES }) purpose: string;
  @ApiProperty({ enum: DISCLOSURE_BASES }) basis: string;
  @ApiProperty({ description: 'The consent, or the ground that needs none.' }) restsOn: string;
  @ApiProperty({ description: 'Version of the statement of 42 CFR 2.32 that went with it.' })
  notice: string;
  @ApiProperty({ description: 'All of it as a sentence.' }) text: string;
}

export class DisclosedToView implements DisclosedToAnswer {
  @ApiProperty() organisation: string;
  @ApiProperty() times: number;
  @ApiProperty({ format: 'date-time' }) firstAt: string;
  @ApiProperty({ format: 'date-time' }) lastAt: string;
  @ApiProperty({ enum: DISCLOSED_FACTS, isArray: true }) facts: string[];
}

export class DisclosuresView implements DisclosuresAnswer {
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ format: 'date-time', description: 'Three years ago.' }) since: string;
  @ApiProperty({ type: [DisclosureView], description: 'Newest first.' }) items: DisclosureView[];
  @ApiProperty({ type: [DisclosedToView], description: 'Each organisation once.' })
  recipients: DisclosedToView[];
}
