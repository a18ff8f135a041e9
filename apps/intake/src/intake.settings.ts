import { Type, type Static, type TObject } from '@sinclair/typebox';
import { withReason } from '@handrail/contracts';
import type { CommonSettings, SettingShapes } from '@handrail/platform';

/** Settings of intake beside the common ones; names without the HANDRAIL_ prefix. */
export const intakeSettings = {
  /** Where HL7 v2 arrives over MLLP; 0 takes a free port. */
  MLLP_PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 2575 }),
  /** A frame that has begun and gets no further byte for so long is given up. */
  MLLP_IDLE_FRAME_SECONDS: Type.Number({ minimum: 0.05, maximum: 3_600, default: 30 }),
  /** MLLP connections one address may hold. */
  MLLP_CONNECTIONS_PER_ADDRESS: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
  /** PEM files: certificate and key make the listener speak TLS only. */
  MLLP_TLS_CERT_FILE: Type.Optional(Type.String()),
  MLLP_TLS_KEY_FILE: Type.Optional(Type.String()),
  /** PEM file of the authority whose certificates senders must show: mutual TLS. */
  MLLP_TLS_CA_FILE: Type.Optional(Type.String()),
  /** PEM file of the certificates that authority has taken back. */
  MLLP_TLS_CRL_FILE: Type.Optional(Type.String()),
  /** YAML file: which certificate may speak as which MSH-3 and MSH-4. */
  MLLP_SENDERS_FILE: Type.Optional(Type.String()),
  /** How often all these files, and the table below, are looked at for changes. */
  MLLP_TLS_RELOAD_SECONDS: Type.Number({ minimum: 0.1, maximum: 60, default: 15 }),
  /** YAML file: which client of the issuer may speak for which sources over HTTP. */
  HTTP_SENDERS_FILE: Type.Optional(Type.String()),
  /** Folder of source profiles (`*.yaml`); without one the shipped profile serves everybody. */
  PROFILES_DIR: Type.Optional(Type.String()),
  /** 32 bytes as hex or base64: everything personal at rest hangs on this key. Standalone makes one. */
  MASTER_KEY_FILE: withReason(
    Type.String({ minLength: 1 }),
    'is needed: a file with 32 bytes as hex or base64 ("openssl rand -base64 32" makes one), to be kept as safe as the data, and apart from it',
  ),
  /** A second master key, while the first is being replaced: the one that is to come, or the one before. */
  NEXT_MASTER_KEY_FILE: Type.Optional(Type.String()),
  /**
   * Who was erased, to be erased again in an older copy of the database: kept where no restore reaches it.
   * Without a name it is `erasures.log` in DATA_DIR.
   */
  ERASURE_LOG_FILE: Type.Optional(Type.String()),
  /** The bytes of refused messages are kept for so many days ... */
  REFUSED_BODY_DAYS: Type.Number({ minimum: 0, maximum: 3_650, default: 30 }),
  /** ... when they are not larger than this ... */
  REFUSED_BODY_KIB: Type.Integer({ minimum: 0, maximum: 65_536, default: 256 }),
  /** ... and the oldest go when all of them together are more than this. */
  REFUSED_BODIES_MIB: Type.Integer({ minimum: 0, maximum: 1_048_576, default: 512 }),
  /** Matching parameters of one's own instead of the shipped ones. */
  MATCHING_FILE: Type.Optional(Type.String()),
} as const satisfies SettingShapes;

/** What a running intake is set to, with the common settings it reads itself. */
export type IntakeSettings = Static<TObject<typeof intakeSettings>> &
  Pick<CommonSettings, 'HOST' | 'PORT' | 'ROLES' | 'DATA_DIR'>;
