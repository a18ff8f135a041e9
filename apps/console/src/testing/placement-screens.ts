import { FAKE_PLACEMENT } from './fake-placement.js';
import type { Screen } from './screens.js';

/** The screens of a placement that several programs are asked for. */
export const PLACEMENT_SCREENS: readonly Screen[] = [
  {
    name: 'placement',
    path: () => `/placements/${FAKE_PLACEMENT}`,
    title: 'Placement ',
    shows: 'declines pregnancy more than others: 7 of 8',
  },
  {
    name: 'placement-offer',
    path: () => `/placements/${FAKE_PLACEMENT}`,
    title: 'Placement ',
    shows: 'Does not serve the region',
    then: async (page) => {
      await page.getByLabel('Offer to Northbank Evening Program, evening').check();
      await page.getByRole('button', { name: 'Offer to 1 program' }).click();
      await page.getByText('Each holds a place until it answers').waitFor();
    },
  },
  {
    name: 'offers',
    path: () => '/care/offers',
    title: 'Offers',
    shows: '1 other program asked',
  },
  {
    name: 'offer-decline',
    path: () => '/care/offers',
    title: 'Offers',
    shows: '1 other program asked',
    then: async (page) => {
      await page.getByRole('button', { name: /^Decline the offer to Harbor/ }).click();
      await page.getByText('the program is asked how many places it has').waitFor();
    },
  },
];
