import type { Screen } from './screens.js';

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
    name: 'import',
    path: () => '/care/capacity/import',
    title: 'Import programs',
    shows: 'Download what is known',
    then: async (page) => {
      await page.getByLabel('Its text').fill('programId,name');
      await page.getByRole('button', { name: 'Show what would change' }).click();
      await page.getByText('1 program added, 1 changed').waitFor();
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
    name: 'waiting',
    path: () => '/care/waiting',
    title: 'Waiting list',
    shows: 'Pregnant, injects',
    then: async (page) => {
      await page.getByRole('button', { name: /^Act/ }).first().click();
      await page.getByLabel('What is done').selectOption('interim');
      await page.getByText('Referral for HIV and TB care').last().waitFor();
    },
  },
  {
    name: 'waiting-no-program',
    path: () => '/care/waiting?group=no-matching-program',
    title: 'Waiting list',
    shows: 'Cannot come',
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
    shows: '7 programs: no care in pregnancy',
  },
  {
    name: 'coordination-to-ask',
    path: () => '/care/coordination?list=to-ask',
    title: 'Coordination',
    shows: 'Was given a place and not asked yet',
    then: async (page) => {
      await page
        .getByRole('button', { name: /^Answer/ })
        .first()
        .click();
      await page.getByText('Who says no keeps their rank').waitFor();
    },
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
    name: 'capacity-notice',
    path: () => '/care/capacity',
    title: 'Capacity',
    shows: 'To be told to the State',
    then: async (page) => {
      await page
        .getByRole('button', { name: /^Record as given/ })
        .first()
        .click();
      await page.getByText('it sends nothing').waitFor();
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
