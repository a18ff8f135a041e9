import { engineConformance, postgresHarness } from '@handrail/testing';

engineConformance('the Postgres log', postgresHarness);
