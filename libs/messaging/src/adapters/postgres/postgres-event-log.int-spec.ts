import { eventLogConformance, postgresHarness } from '@handrail/testing';

eventLogConformance('PostgreSQL', postgresHarness);
