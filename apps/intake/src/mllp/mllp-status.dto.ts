import { ApiProperty } from '@nestjs/swagger';
import type {
  MllpConnectionAnswer,
  MllpIncidentAnswer,
  MllpStatusAnswer,
  OpenFrame,
} from '@handrail/contracts';
import { INCIDENT_REASONS, type IncidentReason } from './mllp-incidents.js';

export class OpenFrameDto implements OpenFrame {
  @ApiProperty({ format: 'date-time' })
  since: string;

  @ApiProperty()
  bytes: number;

  @ApiProperty({ description: 'Hexadecimal; letters and digits outside segment names are masked.' })
  peek: string;
}

export class MllpConnectionDto implements MllpConnectionAnswer {
  @ApiProperty({ description: 'Address of the sender.' })
  remote: string;

  @ApiProperty({ format: 'date-time' })
  openedAt: string;

  @ApiProperty({ description: 'Frames that came whole.' })
  frames: number;

  @ApiProperty({ description: 'Frames read and not yet acknowledged.' })
  waiting: number;

  @ApiProperty({ description: 'Not read until what waits is stored and acknowledged.' })
  isPaused: boolean;

  @ApiProperty({
    type: OpenFrameDto,
    nullable: true,
    description: 'A frame without an end so far.',
  })
  openFrame: OpenFrameDto | null;
}

export class MllpIncidentDto implements MllpIncidentAnswer {
  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({ enum: INCIDENT_REASONS })
  reason: IncidentReason;

  @ApiProperty({ description: 'Address of the sender.' })
  remote: string;

  @ApiProperty({ description: 'Bytes of the frame, or outside of one, that had come.' })
  bytes: number;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Hexadecimal; letters and digits outside segment names are masked.',
  })
  peek: string | null;
}

export class MllpStatusDto implements MllpStatusAnswer {
  @ApiProperty({ description: '0 while this process does not listen.' })
  port: number;

  @ApiProperty({ enum: ['plain', 'tls', 'mutual-tls'] })
  security: 'plain' | 'tls' | 'mutual-tls';

  @ApiProperty({ type: [MllpConnectionDto] })
  connections: readonly MllpConnectionDto[];

  @ApiProperty({ type: [MllpIncidentDto], description: 'The last hundred, newest first.' })
  incidents: readonly MllpIncidentDto[];
}
