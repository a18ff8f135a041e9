import { ApiProperty } from '@nestjs/swagger';
import type { OfferOddsAnswer } from '@handrail/contracts';
import { ANY_NEED } from './odds.js';

export class OddsView implements OfferOddsAnswer {
  @ApiProperty() programId: string;
  @ApiProperty() programName: string;
  @ApiProperty() level: string;
  @ApiProperty({ example: 'pregnancy', description: `A need, or \`${ANY_NEED}\` for all offers.` })
  need: string;
  @ApiProperty() accepted: number;
  @ApiProperty() declined: number;
  @ApiProperty({ description: 'How many answers the odds rest on.' }) n: number;
  @ApiProperty({ description: '0 to 1: the probability that the next offer is accepted.' })
  odds: number;
  @ApiProperty({ description: 'Programs of the level that are compared with: their declines.' })
  othersDeclined: number;
  @ApiProperty({ description: 'Their answers.' }) othersN: number;
  @ApiProperty({
    description: 'Declines this need clearly more often than other programs of the level.',
  })
  flagged: boolean;
}

export class OddsPage {
  @ApiProperty({ type: [OddsView] }) items: OddsView[];
}
