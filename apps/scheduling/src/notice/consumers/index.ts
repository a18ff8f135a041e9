import { OnNoticeDue } from './on-notice-due.js';

/** What falls due by itself about notices to the State. */
export const noticeConsumers = [OnNoticeDue];
