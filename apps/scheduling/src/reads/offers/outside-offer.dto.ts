import { ApiProperty, PickType } from '@nestjs/swagger';
import { OfferView } from './offer.dto.js';

/** The referral and the level of care, which is what an offer may tell; none of what the network does beside it. */
const SHOWN_OUTSIDE = [
  ...(['id', 'placementId', 'personId', 'level'] as const),
  ...(['programId', 'programName', 'trackId', 'startsOn'] as const),
  ...(['status', 'reason', 'madeAt', 'expiresAt', 'acknowledgedAt', 'endedAt'] as const),
] as const;

/** An offer as the other organisation sees it whose program is asked. */
export class OutsideOfferView extends PickType(OfferView, SHOWN_OUTSIDE) {}

export class OutsideOfferPage {
  @ApiProperty({ type: [OutsideOfferView] }) items: OutsideOfferView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

/** The program's own reason for its no is its to see; why the network took an offer back is not. */
export const toOutsideOffer = (offer: OfferView): OutsideOfferView => ({
  id: offer.id,
  placementId: offer.placementId,
  personId: offer.personId,
  level: offer.level,
  programId: offer.programId,
  programName: offer.programName,
  trackId: offer.trackId,
  startsOn: offer.startsOn,
  status: offer.status,
  reason: offer.status === 'declined' ? offer.reason : null,
  madeAt: offer.madeAt,
  expiresAt: offer.expiresAt,
  acknowledgedAt: offer.acknowledgedAt,
  endedAt: offer.endedAt,
});
