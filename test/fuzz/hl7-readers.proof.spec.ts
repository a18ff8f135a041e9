import { readersSuite } from './readers-suite.js';

readersSuite('hl7', 25_000);
