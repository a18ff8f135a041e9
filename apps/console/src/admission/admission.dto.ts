import { ApiProperty } from '@nestjs/swagger';
import { IsCareTime } from '@handrail/platform';
import type { AdmissionDesk, ProgramChoice, TrackAttendance } from '../api/admission.js';

class ProgramChoiceDto implements ProgramChoice {
  @ApiProperty({ example: 'harbor-iop' }) id: string;
  @ApiProperty() name: string;
}

export class ProgramChoicesDto {
  @ApiProperty({ type: [ProgramChoiceDto] }) items: ProgramChoiceDto[];
}

export class AdmissionDeskDto implements AdmissionDesk {
  @ApiProperty({ type: Object }) program: AdmissionDesk['program'];
  @ApiProperty({ type: [Object] }) offers: AdmissionDesk['offers'];
  @ApiProperty({ type: [Object] }) people: AdmissionDesk['people'];
  @ApiProperty({ description: 'There are more people than are read at once.' }) cut: boolean;
}

export class SessionQueryDto {
  @ApiProperty({ format: 'date-time' })
  @IsCareTime()
  sessionStartsAt!: string;
}

export class TrackAttendanceDto implements TrackAttendance {
  @ApiProperty({ type: Object, description: 'Last mark of each placement in the session' })
  session: TrackAttendance['session'];
  @ApiProperty({ type: Object, description: 'Hours attended and absences of each placement' })
  hours: TrackAttendance['hours'];
}
