import { readersSuite } from './readers-suite.js';

readersSuite('events', 45_000);
