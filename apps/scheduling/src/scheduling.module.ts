import { Module } from '@nestjs/common';
import { PlaceTakingController } from './acts/place-taking.controller.js';
import { PlaceTaking } from './acts/place-taking.service.js';
import { PlacementActsController } from './acts/placement-acts.controller.js';
import { PlacementActs } from './acts/placement-acts.service.js';
import { WaitingActsController } from './acts/waiting-acts.controller.js';
import { WaitingActs } from './acts/waiting-acts.service.js';
import { Allocator } from './allocation/allocator.service.js';
import { allocationConsumers } from './allocation/consumers/index.js';
import { KnownDirectory } from './allocation/known-directory.js';
import { CapacityActsController } from './capacity/capacity-acts.controller.js';
import { CapacityActs } from './capacity/capacity-acts.service.js';
import { CapacityLinksController } from './capacity/capacity-links.controller.js';
import { CapacityLinks } from './capacity/capacity-links.service.js';
import { ClosuresController } from './capacity/closures.controller.js';
import { capacityConsumers } from './capacity/consumers/index.js';
import { DirectoryController } from './directory/directory.controller.js';
import { DirectoryTransfer } from './directory/directory.service.js';
import { ForecastKeeper } from './forecast/forecast-keeper.service.js';
import { Forecasts } from './forecast/forecasts.service.js';
import { LevelLineReader } from './forecast/level-line.reader.js';
import { noticeConsumers } from './notice/consumers/index.js';
import { NoticeActs } from './notice/notice-acts.service.js';
import { NoticesController } from './notice/notices.controller.js';
import { NoticeReader } from './notice/notices.reader.js';
import { AccountingController } from './disclosure/accounting.controller.js';
import { AccountingReader } from './disclosure/accounting.reader.js';
import { DisclosureGate } from './disclosure/disclosure-gate.service.js';
import { EmergencyController } from './emergency/emergency.controller.js';
import { EmergencyGauges } from './emergency/emergency-gauges.js';
import { EmergencyReader } from './emergency/emergency.reader.js';
import { EmergencyAccesses } from './emergency/emergency.service.js';
import { OfferAnswers } from './offers/offer-answers.service.js';
import { DeskDoor } from './desks/desk-door.service.js';
import { OfferDoor } from './offers/offer-door.service.js';
import { OffersController } from './offers/offers.controller.js';
import { PersonAnswersController } from './offers/person-answers.controller.js';
import { placementConsumers } from './placement/consumers/index.js';
import { programConsumers } from './program/consumers/index.js';
import { ProgramSaver } from './program/save-program/save-program.service.js';
import { CalendarController } from './reads/calendar/calendar.controller.js';
import { CapacityController } from './reads/capacity/capacity.controller.js';
import { CapacityReader } from './reads/capacity/capacity.reader.js';
import { OddsReader } from './reads/offers/odds.reader.js';
import { OfferListController } from './reads/offers/offer-list.controller.js';
import { OfferReader } from './reads/offers/offer.reader.js';
import { PlacementReader } from './reads/placements/placement.reader.js';
import { PlacementsController } from './reads/placements/placements.controller.js';
import { CalendarReader } from './reads/calendar/calendar.reader.js';
import { ProgramReader } from './reads/programs/program.reader.js';
import { ProgramsController } from './reads/programs/programs.controller.js';
import { ReferralController } from './reads/referral/referral.controller.js';
import { SchedulingGauges } from './reads/scheduling-gauges.js';
import { InterimTermsKeeper } from './waiting/interim-terms.service.js';
import { ForecastReader } from './reads/waitlist/forecast.reader.js';
import { WaitlistController } from './reads/waitlist/waitlist.controller.js';
import { WaitlistReader } from './reads/waitlist/waitlist.reader.js';
import { WebhookActs } from './webhooks/webhook-acts.service.js';
import { WebhookFeed } from './webhooks/webhook-feed.service.js';
import { WebhookGauges } from './webhooks/webhook-gauges.js';
import { WebhookKey } from './webhooks/webhook-key.service.js';
import { WebhookSender } from './webhooks/webhook-sender.service.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { WebhookReader } from './webhooks/webhooks.reader.js';

/** The only wiring of the service. */
@Module({
  controllers: [
    ...placementConsumers,
    ...programConsumers,
    ...allocationConsumers,
    ...capacityConsumers,
    ...noticeConsumers,
    // Before programs by their ids: `export` and `import` are none.
    DirectoryController,
    ProgramsController,
    PlacementsController,
    CalendarController,
    OfferListController,
    ReferralController,
    OffersController,
    PersonAnswersController,
    PlacementActsController,
    PlaceTakingController,
    WaitingActsController,
    WaitlistController,
    CapacityController,
    NoticesController,
    CapacityActsController,
    ClosuresController,
    CapacityLinksController,
    WebhooksController,
    AccountingController,
    EmergencyController,
  ],
  providers: [
    KnownDirectory,
    Allocator,
    ProgramSaver,
    OfferAnswers,
    DeskDoor,
    OfferDoor,
    DisclosureGate,
    AccountingReader,
    EmergencyAccesses,
    EmergencyReader,
    EmergencyGauges,
    PlacementActs,
    PlaceTaking,
    WaitingActs,
    ProgramReader,
    PlacementReader,
    CalendarReader,
    WaitlistReader,
    InterimTermsKeeper,
    LevelLineReader,
    Forecasts,
    ForecastKeeper,
    ForecastReader,
    CapacityReader,
    CapacityActs,
    NoticeActs,
    NoticeReader,
    CapacityLinks,
    DirectoryTransfer,
    OfferReader,
    OddsReader,
    SchedulingGauges,
    WebhookKey,
    WebhookSender,
    WebhookFeed,
    WebhookActs,
    WebhookReader,
    WebhookGauges,
  ],
})
export class SchedulingModule {}
