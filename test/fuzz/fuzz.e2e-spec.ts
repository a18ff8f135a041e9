import { fuzzSuite } from './fuzz-suite.js';

// Real: the five services with their databases, their ports and the Postgres log.
fuzzSuite('the Postgres log', 20_261_126, {});
