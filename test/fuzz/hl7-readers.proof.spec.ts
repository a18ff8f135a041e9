import { readersSuite } from './readers-suite.js';

readersSuite('hl7', 40_000);
