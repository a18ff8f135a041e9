import { Route, Switch, useLocation } from 'wouter';
import { ErrorBoundary } from './error-boundary.js';
import { CapacityScreen } from './screens/care/capacity/capacity-screen.js';
import { ConfirmScreen } from './screens/care/capacity/confirm-screen.js';
import { NewProgramScreen, ProgramScreen } from './screens/care/capacity/program-screen.js';
import { AdmissionScreen } from './screens/care/admission/admission-screen.js';
import { CoordinationScreen } from './screens/care/coordination/coordination-screen.js';
import { ImportScreen } from './screens/care/import/import-screen.js';
import { PoliciesScreen } from './screens/care/policies/policies-screen.js';
import { PolicyScreen } from './screens/care/policies/policy-screen.js';
import { QueueScreen } from './screens/care/queue/queue-screen.js';
import { ReassessmentScreen } from './screens/care/reassessment/reassessment-screen.js';
import { RequestScreen } from './screens/care/request/request-screen.js';
import { WaitingScreen } from './screens/care/waiting/waiting-screen.js';
import { WhatIfScreen } from './screens/care/what-if/what-if-screen.js';
import { EventsScreen } from './screens/events/events-screen.js';
import { FeedsScreen } from './screens/feeds/feeds-screen.js';
import { PlacementsScreen } from './screens/lists/placements-screen.js';
import { ReassessmentsScreen } from './screens/lists/reassessments-screen.js';
import { NotFoundScreen } from './screens/not-found-screen.js';
import { OverviewScreen } from './screens/overview/overview-screen.js';
import { MessageScreen } from './screens/messages/message-screen.js';
import { MessagesScreen } from './screens/messages/messages-screen.js';
import { OffersScreen } from './screens/offers/offers-screen.js';
import { ParkedScreen } from './screens/parked/parked-screen.js';
import { JourneyScreen } from './screens/people/journey-screen.js';
import { PeopleScreen } from './screens/people/people-screen.js';
import { EmergencyScreen } from './screens/privacy/emergency-screen.js';
import { PrivacyScreen } from './screens/privacy/privacy-screen.js';
import { PlacementScreen } from './screens/placement/placement-screen.js';
import { ReviewScreen } from './screens/reviews/review-screen.js';
import { ReviewsScreen } from './screens/reviews/reviews-screen.js';
import { ServiceScreen, ServicesScreen } from './screens/services/services-screen.js';
import { SignInScreen } from './screens/sign-in/sign-in-screen.js';
import { WebhookScreen } from './screens/webhooks/webhook-screen.js';
import { WebhooksScreen } from './screens/webhooks/webhooks-screen.js';
import { Shell } from './shell/shell.js';

/** Which address shows which screen. */
export function App() {
  const [location] = useLocation();
  // Whoever got a link has nothing to do with the rest of the console.
  if (location === '/confirm-capacity') return <ConfirmScreen />;
  if (location === '/sign-in') return <SignInScreen />;
  return (
    <Shell>
      <ErrorBoundary screen={location}>
        <Switch>
          <Route path="/" component={OverviewScreen} />
          <Route path="/events" component={EventsScreen} />
          <Route path="/feeds" component={FeedsScreen} />
          <Route path="/messages" component={MessagesScreen} />
          <Route path="/messages/:id">{({ id }) => <MessageScreen key={id} id={id} />}</Route>
          <Route path="/identity-reviews" component={ReviewsScreen} />
          <Route path="/identity-reviews/:id">
            {({ id }) => <ReviewScreen key={id} id={id} />}
          </Route>
          <Route path="/people" component={PeopleScreen} />
          <Route path="/people/:id">{({ id }) => <JourneyScreen key={id} personId={id} />}</Route>
          <Route path="/people/:id/privacy">
            {({ id }) => <PrivacyScreen key={id} personId={id} />}
          </Route>
          <Route path="/emergency-accesses" component={EmergencyScreen} />
          <Route path="/reassessments" component={ReassessmentsScreen} />
          <Route path="/placements" component={PlacementsScreen} />
          <Route path="/placements/:id">{({ id }) => <PlacementScreen key={id} id={id} />}</Route>
          <Route path="/care/offers" component={OffersScreen} />
          <Route path="/parked" component={ParkedScreen} />
          <Route path="/webhooks" component={WebhooksScreen} />
          <Route path="/webhooks/:id">{({ id }) => <WebhookScreen key={id} id={id} />}</Route>
          <Route path="/services" component={ServicesScreen} />
          <Route path="/services/:name">{({ name }) => <ServiceScreen name={name} />}</Route>
          <Route path="/care/queue" component={QueueScreen} />
          <Route path="/care/reassessments/:id">
            {({ id }) => <ReassessmentScreen key={id} id={id} />}
          </Route>
          <Route path="/care/desk" component={AdmissionScreen} />
          <Route path="/care/request" component={RequestScreen} />
          <Route path="/care/waiting" component={WaitingScreen} />
          <Route path="/care/coordination" component={CoordinationScreen} />
          <Route path="/care/capacity" component={CapacityScreen} />
          <Route path="/care/capacity/new" component={NewProgramScreen} />
          <Route path="/care/capacity/import" component={ImportScreen} />
          <Route path="/care/capacity/:id">{({ id }) => <ProgramScreen key={id} id={id} />}</Route>
          <Route path="/care/policies" component={PoliciesScreen} />
          <Route path="/care/policies/:version">
            {({ version }) => <PolicyScreen key={version} version={version} />}
          </Route>
          <Route path="/care/what-if" component={WhatIfScreen} />
          <Route component={NotFoundScreen} />
        </Switch>
      </ErrorBoundary>
    </Shell>
  );
}
