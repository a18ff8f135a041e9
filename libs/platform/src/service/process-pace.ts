import { BodyPace } from '../http/body-pace.js';
import { isSomebodyPrompt, promptWorks } from './prompt-works.js';

/** Of this process: whatever is large comes at its pace, by whichever way. */
export const bodyPace = new BodyPace(() => isSomebodyPrompt(promptWorks));
