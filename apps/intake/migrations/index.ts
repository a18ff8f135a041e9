import { CreateIntake1793318400000 } from './1793318400000-create-intake.js';

export const migrations = [CreateIntake1793318400000];
