import { readersSuite } from './readers-suite.js';

readersSuite('fhir', 10_000);
