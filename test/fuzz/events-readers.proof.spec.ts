import { readersSuite } from './readers-suite.js';

readersSuite('events', 100_000);
