import type { Screen } from './screens.js';

/** What a person lets whom be told, what was told, and what was opened in emergencies. */
export const PRIVACY_SCREENS: readonly Screen[] = [
  {
    name: 'privacy',
    path: ({ person }) => `/people/${person}/privacy`,
    title: 'Privacy of ',
    shows: 'read what became of the referral, and learned',
  },
  {
    name: 'privacy-record',
    path: ({ person }) => `/people/${person}/privacy`,
    title: 'Privacy of ',
    shows: 'lacks the form, the signature',
    then: async (page) => {
      await page.getByRole('button', { name: 'Record a consent' }).click();
      await page.getByText('this wins over every consent').waitFor();
    },
  },
  {
    name: 'emergency',
    path: () => '/emergency-accesses',
    title: 'Emergency access',
    shows: 'county-hospital',
  },
  {
    name: 'emergency-review',
    path: () => '/emergency-accesses',
    title: 'Emergency access',
    shows: 'county-hospital',
    then: async (page) => {
      await page
        .getByRole('button', { name: /^Review/ })
        .first()
        .click();
      await page.getByText('stays in the accounting of the person').waitFor();
    },
  },
];
