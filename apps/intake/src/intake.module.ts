import { Module, type OnModuleInit } from '@nestjs/common';
import type { Messaging } from '@handrail/messaging';
import {
  LOGGER,
  MESSAGING,
  METRICS,
  poolOf,
  SERVICE_SETTINGS,
  type Logger,
} from '@handrail/platform';
import type { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { AttendanceController } from './attendance/attendance.controller.js';
import { AttendanceReader } from './attendance/attendance.reader.js';
import { AttendanceSheets } from './attendance/attendance-sheets.service.js';
import { ConsentActs } from './consent/consent-acts.service.js';
import { ConsentsController } from './consent/consents.controller.js';
import { ConsentsReader } from './consent/consents.reader.js';
import { ConflictTrail } from './endpoints/conflict-trail.js';
import { EventsController } from './endpoints/events.controller.js';
import { prepareChecks } from './cloudevents/prepare-checks.js';
import { InboundTopic } from './endpoints/inbound-topic.js';
import { CredentialsController } from './credentials/credentials.controller.js';
import { ErasePerson } from './erasure/erase-person.service.js';
import { ErasureController } from './erasure/erasure.controller.js';
import { openErasureLog } from './erasure/open-erasure-log.js';
import { KeyRotation } from './keys/key-rotation.service.js';
import { KeysController } from './keys/keys.controller.js';
import { FeedProfiles } from './feeds/feed-profiles.js';
import { FeedSequences } from './feeds/feed-sequences.js';
import { FeedWatch } from './feeds/feed-watch.js';
import { FeedsController } from './feeds/feeds.controller.js';
import { ProcessMessageController } from './endpoints/process-message.controller.js';
import { Hl7Intake } from './endpoints/hl7-intake.js';
import { Hl7v2Controller } from './endpoints/hl7v2.controller.js';
import { MllpListener } from './mllp/mllp-listener.js';
import { MllpStatusController } from './mllp/mllp-status.controller.js';
import type { IntakeSettings } from './intake.settings.js';
import {
  ERASURE_LOG,
  INLET,
  IDENTIFICATION,
  INGEST,
  PROFILES,
  READERS,
  REFUSED_BODIES,
} from './intake.tokens.js';
import { Ingest } from './ingest/ingest.js';
import { observe } from './ingest/observe.js';
import { ParkedMessages } from './parked/parked-messages.js';
import { BoundSenders } from './senders/bound-senders.service.js';
import { Inlet } from './reading/inlet.js';
import { Readers } from './reading/readers.js';
import { RefusedBodies } from './refused-bodies/refused-bodies.js';
import { RefusedBodiesSweep } from './refused-bodies/refused-bodies.sweep.js';
import { StoredMessages } from './message/stored-messages.js';
import { WaitingMerges } from './parked/waiting-merges.js';
import type { Identification } from './person/identification.js';
import { openIdentification } from './person/open-identification.js';
import { Unmerge } from './unmerge/unmerge.js';
import { readProfiles, SourceProfiles } from './profile/source-profiles.js';
import { DecideReview } from './identity-reviews/decide-review.service.js';
import { IdentityReviewsReader } from './identity-reviews/identity-reviews.reader.js';
import { IntakeGauges } from './identity-reviews/intake-gauges.js';
import { IdentityReviewsController } from './identity-reviews/identity-reviews.controller.js';
import { MessagesReader } from './reads/messages/messages.reader.js';
import { MessagesController } from './reads/messages/messages.controller.js';
import { ParkedMessagesReader } from './reads/parked/parked-messages.reader.js';
import { ParkedMessagesController } from './reads/parked/parked-messages.controller.js';
import { PersonsReader } from './reads/persons/persons.reader.js';
import { PersonsController } from './reads/persons/persons.controller.js';

/** The only wiring of intake. */
@Module({
  controllers: [
    EventsController,
    Hl7v2Controller,
    ProcessMessageController,
    MllpStatusController,
    FeedsController,
    CredentialsController,
    MessagesController,
    PersonsController,
    IdentityReviewsController,
    ParkedMessagesController,
    AttendanceController,
    ConsentsController,
    ErasureController,
    KeysController,
  ],
  providers: [
    BoundSenders,
    ConflictTrail,
    ConsentsReader,
    ConsentActs,
    AttendanceReader,
    AttendanceSheets,
    {
      provide: PROFILES,
      inject: [SERVICE_SETTINGS],
      useFactory: async (settings: IntakeSettings) =>
        new SourceProfiles(await readProfiles(settings.PROFILES_DIR)),
    },
    {
      provide: READERS,
      inject: [PROFILES],
      useFactory: (profiles: SourceProfiles) => new Readers(profiles),
    },
    { provide: INLET, useFactory: () => new Inlet() },
    {
      provide: ERASURE_LOG,
      inject: [DataSource, SERVICE_SETTINGS, LOGGER],
      useFactory: (db: DataSource, settings: IntakeSettings, log: Logger) =>
        openErasureLog(poolOf(db), settings, log),
    },
    {
      provide: IDENTIFICATION,
      // Whoever was erased is erased before anybody can be found.
      inject: [DataSource, SERVICE_SETTINGS, ERASURE_LOG],
      useFactory: (db: DataSource, settings: IntakeSettings) => openIdentification(db, settings),
    },
    {
      provide: REFUSED_BODIES,
      inject: [SERVICE_SETTINGS, IDENTIFICATION, METRICS],
      useFactory: (
        { REFUSED_BODY_KIB, REFUSED_BODIES_MIB }: IntakeSettings,
        { pseudonyms }: Identification,
        registry: Registry,
      ) => {
        const limits = { largest: REFUSED_BODY_KIB * 2 ** 10, total: REFUSED_BODIES_MIB * 2 ** 20 };
        return new RefusedBodies(limits, pseudonyms, registry);
      },
    },
    {
      provide: INGEST,
      inject: [
        MESSAGING,
        DataSource,
        IDENTIFICATION,
        StoredMessages,
        REFUSED_BODIES,
        METRICS,
        LOGGER,
      ],
      useFactory: (
        messaging: Messaging,
        db: DataSource,
        identification: Identification,
        stored: StoredMessages,
        bodies: RefusedBodies,
        registry: Registry,
        log: Logger,
      ) => observe(new Ingest(messaging, db, identification, stored, bodies), registry, log),
    },
    ErasePerson,
    FeedProfiles,
    FeedSequences,
    FeedWatch,
    Hl7Intake,
    MllpListener,
    InboundTopic,
    KeyRotation,
    ParkedMessages,
    RefusedBodiesSweep,
    StoredMessages,
    Unmerge,
    WaitingMerges,
    ParkedMessagesReader,
    PersonsReader,
    IdentityReviewsReader,
    DecideReview,
    MessagesReader,
    IntakeGauges,
  ],
})
export class IntakeModule implements OnModuleInit {
  /** Before anything listens. */
  onModuleInit(): Promise<void> {
    return prepareChecks();
  }
}
