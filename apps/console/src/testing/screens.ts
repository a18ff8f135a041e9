import type { Page } from 'playwright-core';
import { fakeReview, parkedMessage, rejectedMessage } from './fake-intake.js';
import { disabledWebhook } from './fake-webhooks.js';

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
  { name: 'webhooks', path: () => '/webhooks', title: 'Webhooks', shows: 'st-mary-desk-3' },
  {
    name: 'webhook',
    path: () => `/webhooks/${disabledWebhook.id}`,
    title: disabledWebhook.name,
    shows: '10 attempts, answered 500',
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
