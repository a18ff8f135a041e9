import { readersSuite } from './readers-suite.js';

readersSuite('fhir', 20_000);
