import { readersSuite } from './readers-suite.js';

readersSuite('events', 80_000);
