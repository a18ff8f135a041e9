import { Module, RequestMethod, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { CapacityClient } from './capacity/capacity.client.js';
import { CapacityBoardController } from './capacity/capacity.controller.js';
import { AdmissionClient } from './admission/admission.client.js';
import { AdmissionController } from './admission/admission.controller.js';
import { AssessmentClient } from './care/assessment.client.js';
import { CareRequestsClient } from './care-requests/care-requests.client.js';
import { CareRequestsController } from './care-requests/care-requests.controller.js';
import { CareReader } from './care/care.reader.js';
import { PlacementCaseController } from './care/placement-case.controller.js';
import { PlacementCaseReader } from './care/placement-case.reader.js';
import { CarePoliciesController } from './care/policies.controller.js';
import { CareReassessmentsController } from './care/reassessments.controller.js';
import { CoordinationClient } from './coordination/coordination.client.js';
import { CoordinationController } from './coordination/coordination.controller.js';
import { SchedulingClient } from './care/scheduling.client.js';
import { eventConsumers } from './event/consumers/index.js';
import { ReadModelRetention } from './event/retention.js';
import { FeedsController } from './feeds/feeds.controller.js';
import { FeedsReader } from './feeds/feeds.reader.js';
import { IdentityReviewsClient } from './identity-reviews/identity-reviews.client.js';
import { IdentityReviewsController } from './identity-reviews/identity-reviews.controller.js';
import { MessagesController } from './messages/messages.controller.js';
import { MessagesReader } from './messages/messages.reader.js';
import { PrivacyClient } from './privacy/privacy.client.js';
import { PrivacyController } from './privacy/privacy.controller.js';
import { NoticesClient } from './notices/notices.client.js';
import { NoticesController } from './notices/notices.controller.js';
import { ParkedActs } from './parked/parked.acts.js';
import { ParkedController } from './parked/parked.controller.js';
import { ParkedReader } from './parked/parked.reader.js';
import { EventTypesController } from './reads/event-types/event-types.controller.js';
import { EventsController } from './reads/events/events.controller.js';
import { EventsReader } from './reads/events/events.reader.js';
import { AccountsController } from './issuer/accounts.controller.js';
import { Accounts } from './issuer/accounts.js';
import { PasswordController } from './issuer/password.controller.js';
import { IssuerMiddleware } from './issuer/issuer.middleware.js';
import { LocalIssuer } from './issuer/local-issuer.js';
import { OneTimeCodes } from './issuer/one-time-codes.js';
import { SignInTrail } from './issuer/sign-in-trail.js';
import { QuestionsController } from './issuer/questions.controller.js';
import { JourneyController } from './reads/journey/journey.controller.js';
import { JourneyReader } from './reads/journey/journey.reader.js';
import { OverviewController } from './reads/overview/overview.controller.js';
import { OverviewReader } from './reads/overview/overview.reader.js';
import { OverviewService } from './reads/overview/overview.service.js';
import { PlacementsController } from './reads/placements/placements.controller.js';
import { PlacementsReader } from './reads/placements/placements.reader.js';
import { ReassessmentsController } from './reads/reassessments/reassessments.controller.js';
import { ReassessmentsReader } from './reads/reassessments/reassessments.reader.js';
import { SearchController } from './search/search.controller.js';
import { SearchReader } from './search/search.reader.js';
import { IssuerClient } from './session/issuer-client.js';
import { SessionController } from './session/session.controller.js';
import { SessionMiddleware } from './session/session.middleware.js';
import { Sessions } from './session/sessions.js';
import { ProgramNames } from './services/program-names.js';
import { ServiceClient } from './services/service-client.js';
import { ServiceWatch } from './services/service-watch.js';
import { EventTail } from './stream/event-tail.js';
import { StreamController } from './stream/stream.controller.js';
import { StreamHub } from './stream/stream-hub.js';
import { WebPageMiddleware } from './web-page/web-page.middleware.js';
import { WaitingClient } from './waiting/waiting.client.js';
import { WaitingController } from './waiting/waiting.controller.js';
import { WebhooksClient } from './webhooks/webhooks.client.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';

/** All wiring of the console. */
@Module({
  controllers: [
    ...eventConsumers,
    QuestionsController,
    SessionController,
    AccountsController,
    PasswordController,
    CapacityBoardController,
    AdmissionController,
    CarePoliciesController,
    CareReassessmentsController,
    CareRequestsController,
    CoordinationController,
    PlacementCaseController,
    WaitingController,
    EventTypesController,
    EventsController,
    FeedsController,
    IdentityReviewsController,
    JourneyController,
    MessagesController,
    NoticesController,
    PrivacyController,
    OverviewController,
    ParkedController,
    PlacementsController,
    ReassessmentsController,
    SearchController,
    StreamController,
    WebhooksController,
  ],
  providers: [
    Accounts,
    IssuerClient,
    LocalIssuer,
    OneTimeCodes,
    SignInTrail,
    Sessions,
    AdmissionClient,
    AssessmentClient,
    CapacityClient,
    CareReader,
    CareRequestsClient,
    CoordinationClient,
    WaitingClient,
    EventTail,
    EventsReader,
    FeedsReader,
    IdentityReviewsClient,
    JourneyReader,
    MessagesReader,
    NoticesClient,
    PrivacyClient,
    OverviewReader,
    OverviewService,
    ParkedActs,
    PlacementCaseReader,
    ParkedReader,
    PlacementsReader,
    ProgramNames,
    ReassessmentsReader,
    ReadModelRetention,
    SchedulingClient,
    SearchReader,
    ServiceClient,
    ServiceWatch,
    StreamHub,
    WebhooksClient,
  ],
})
export class ConsoleModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply(WebPageMiddleware, IssuerMiddleware, SessionMiddleware)
      .forRoutes({ path: '{*path}', method: RequestMethod.ALL });
  }
}
