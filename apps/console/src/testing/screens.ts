import type { Page } from 'playwright-core';
import { fakeReview, parkedMessage, rejectedMessage } from './fake-intake.js';

/** What the tests have put there, for addresses that name it. */
export interface Known {
  readonly person: string;
  readonly placed: string;
  readonly reassessment: string;
}

/** A screen as a reader sees it, once it has its data. */
export interface Screen {
  readonly name: string;
  readonly path: (known: Known) => string;
  readonly title: string;
  /** Text that is there only once the screen has its data. */
  readonly shows: string;
  readonly then?: (page: Page) => Promise<void>;
}

export const OPERATIONS_SCREENS: readonly Screen[] = [
  { name: 'overview', path: () => '/', title: 'Overview', shows: 'Placed today, by trigger' },
  { name: 'events', path: () => '/events', title: 'Live events', shows: 'Place confirmed: IOP' },
  {
    name: 'event',
    path: ({ placed }) => `/events?event=${placed}`,
    title: 'Live events',
    shows: 'Causes and effects',
  },
  {
    name: 'events-none',
    path: () => '/events?outcome=ended&range=15m',
    title: 'Live events',
    shows: 'No event matches',
  },
  {
    name: 'feeds',
    path: () => '/feeds?feed=0e8a0000-0000-4000-8000-000000000003',
    title: 'Feeds',
    shows: 'No message for',
    then: (page) => page.getByText('Bytes, masked').first().click(),
  },
  {
    name: 'feeds-none',
    path: () => '/feeds?protocol=hl7v2-http',
    title: 'Feeds',
    shows: 'No feeds match',
  },
  { name: 'messages', path: () => '/messages', title: 'Messages', shows: 'MSG00002' },
  {
    name: 'message',
    path: () => `/messages/${parkedMessage(2).id}`,
    title: 'Message MSG00002',
    shows: 'Failed here',
  },
  {
    name: 'message-rejected',
    path: () => `/messages/${rejectedMessage(3).id}`,
    title: 'Message MSG00003',
    shows: 'PID-3 (patient identifier)',
  },
  {
    name: 'reviews',
    path: () => '/identity-reviews',
    title: 'Identity reviews',
    shows: 'Their records are alike',
  },
  {
    name: 'review',
    path: () => `/identity-reviews/${fakeReview(1).id}`,
    title: 'Identity review',
    shows: 'Birth date',
  },
  {
    name: 'review-link',
    path: () => `/identity-reviews/${fakeReview(1).id}`,
    title: 'Identity review',
    shows: 'Birth date',
    then: async (page) => {
      await page.getByRole('button', { name: 'Link', exact: true }).click();
      await page.getByText('Who stays').waitFor();
    },
  },
  {
    name: 'people',
    path: () => '/people',
    title: 'People',
    shows: 'People with the newest events',
  },
  {
    name: 'search',
    path: () => '/people?q=MSG-unknown',
    title: 'People',
    shows: 'Nothing has this id',
  },
  {
    name: 'journey',
    path: ({ person }) => `/people/${person}`,
    title: 'Journey of ',
    shows: 'Level of care decided: IOP',
    then: (page) => page.locator('.decision summary').first().click(),
  },
  {
    name: 'reassessments',
    path: () => '/reassessments?status=active&sort=due',
    title: 'Reassessments',
    shows: 'Overdue',
  },
  { name: 'placements', path: () => '/placements', title: 'Placements', shows: 'Confirmed' },
  {
    name: 'parked',
    path: () => '/parked',
    title: 'Parked',
    shows: 'A rule failed: unknown track',
    then: (page) => page.getByRole('button', { name: /^Show 20 events/ }).click(),
  },
  {
    name: 'discard',
    path: () => '/parked',
    title: 'Parked',
    shows: 'A rule failed: unknown track',
    then: async (page) => {
      await page.getByRole('button', { name: /^Discard 20 events/ }).click();
      await page.getByText('discard 20', { exact: true }).waitFor();
    },
  },
  { name: 'services', path: () => '/services', title: 'Services', shows: 'Degraded' },
  {
    name: 'service',
    path: () => '/services/scheduling',
    title: 'Scheduling',
    shows: 'Oldest waits',
  },
  {
    name: 'help',
    path: () => '/services',
    title: 'Services',
    shows: 'Degraded',
    then: async (page) => {
      await page.keyboard.press('?');
      await page.getByText('Use single-key shortcuts').waitFor();
    },
  },
  {
    name: 'not-found',
    path: () => '/nowhere',
    title: 'Not found',
    shows: 'There is no such screen',
  },
];

export const CARE_SCREENS: readonly Screen[] = [
  {
    name: 'queue',
    path: () => '/care/queue',
    title: 'Work queue',
    shows: 'No contact for 90 days',
  },
  {
    name: 'request',
    path: () => '/care/request',
    title: 'Request care',
    shows: 'Who it is about',
    then: async (page) => {
      await page.getByLabel('Number', { exact: true }).fill('MRN-1');
      await page.getByText('Say who issued the number').waitFor();
    },
  },
  {
    name: 'queue-none',
    path: () => '/care/queue?trigger=overdose',
    title: 'Work queue',
    shows: 'Take a filter away',
  },
  {
    name: 'snooze',
    path: () => '/care/queue',
    title: 'Work queue',
    shows: 'No contact for 90 days',
    then: async (page) => {
      await page
        .getByRole('button', { name: /^Snooze/ })
        .locator('visible=true')
        .last()
        .click();
      await page.getByText('Its due time does not move').waitFor();
    },
  },
  {
    name: 'reassessment',
    path: ({ reassessment }) => `/care/reassessments/${reassessment}`,
    title: 'Reassessment of ',
    shows: 'Recovery environment',
    then: async (page) => {
      await page.locator('input[name="d5"][value="3"]').check();
      await page.getByText('With what you typed').waitFor();
      await page.getByText('Draft saved').waitFor();
    },
  },
  {
    name: 'circumstances',
    path: ({ reassessment }) => `/care/reassessments/${reassessment}`,
    title: 'Reassessment of ',
    shows: 'Recovery environment',
    then: async (page) => {
      await page.getByLabel('Pregnant').selectOption('Yes');
      await page.getByRole('button', { name: 'Add hours' }).click();
      await page.getByText('Draft saved').waitFor();
      await page.getByLabel('Payer').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'override',
    path: ({ reassessment }) => `/care/reassessments/${reassessment}`,
    title: 'Reassessment of ',
    shows: 'Recovery environment',
    then: async (page) => {
      await page.getByRole('button', { name: 'Decide otherwise' }).click();
      await page.getByText('Both results are kept').waitFor();
    },
  },
  {
    name: 'admission-desk',
    path: () => '/care/desk?program=harbor-evening',
    title: 'Admission desk',
    shows: 'Mark the rest attended',
    then: (page) => page.locator('input[value="no-show"]').first().check(),
  },
  {
    name: 'admission-desk-none',
    path: () => '/care/desk',
    title: 'Admission desk',
    shows: 'No program chosen',
  },
  {
    name: 'coordination',
    path: () => '/care/coordination',
    title: 'Coordination',
    shows: 'Kept by hand for a week or longer',
  },
  {
    name: 'coordination-no-program',
    path: () => '/care/coordination?list=no-program',
    title: 'Coordination',
    shows: '7 programs: no pregnancy',
  },
  {
    name: 'capacity',
    path: () => '/care/capacity?track=harbor-iop%2Fevening',
    title: 'Capacity',
    shows: 'Back into service',
  },
  {
    name: 'capacity-block',
    path: () => '/care/capacity?track=harbor-iop%2Fevening',
    title: 'Capacity',
    shows: 'Back into service',
    then: async (page) => {
      await page.getByRole('button', { name: /^Block places/ }).click();
      await page.getByText('Nobody gets these places').waitFor();
    },
  },
  {
    name: 'capacity-closures',
    path: () => '/care/capacity?track=harbor-iop%2Fevening',
    title: 'Capacity',
    shows: 'Back into service',
    then: async (page) => {
      await page.getByRole('button', { name: /^Closed days/ }).click();
      await page.getByText('1 session held instead').waitFor();
    },
  },
  {
    name: 'confirm-capacity',
    path: () => '/confirm-capacity?token=made-up',
    title: 'Harbor House IOP',
    shows: 'Are these your places right now?',
  },
  {
    name: 'program',
    path: () => '/care/capacity/harbor-iop',
    title: 'Harbor House IOP',
    shows: 'Save the program',
  },
  { name: 'policies', path: () => '/care/policies', title: 'Policies', shows: 'First proposal' },
  {
    name: 'policy',
    path: () => '/care/policies/2026.1',
    title: 'Policy 2026.1',
    shows: 'R4-d5-4',
    then: (page) => page.getByText('Never').last().waitFor(),
  },
  {
    name: 'what-if',
    path: () => '/care/what-if?version=2026.2&against=2026.1',
    title: 'What if',
    shows: 'Who would get another level',
    then: async (page) => {
      await page.getByRole('button', { name: 'Ask 2026.2 and 2026.1' }).click();
      await page.getByText('Version 2026.1 says').waitFor();
    },
  },
];
