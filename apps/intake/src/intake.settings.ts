import type { CommonSettings } from '@handrail/platform';
import { z } from 'zod';

/** Settings of intake beside the common ones; names without the HANDRAIL_ prefix. */
export const intakeSettings = {
  /** Where HL7 v2 arrives over MLLP; 0 takes a free port. */
  MLLP_PORT: z.coerce.number().int().min(0).max(65_535).default(2575),
  /** A frame that has begun and gets no further byte for so long is given up. */
  MLLP_IDLE_FRAME_SECONDS: z.coerce.number().min(0.05).max(3_600).default(30),
  /** MLLP connections one address may hold. */
  MLLP_CONNECTIONS_PER_ADDRESS: z.coerce.number().int().min(1).max(500).default(100),
  /** PEM files: certificate and key make the listener speak TLS only. */
  MLLP_TLS_CERT_FILE: z.string().optional(),
  MLLP_TLS_KEY_FILE: z.string().optional(),
  /** PEM file of the authority whose certificates senders must show: mutual TLS. */
  MLLP_TLS_CA_FILE: z.string().optional(),
  /** PEM file of the certificates that authority has taken back. */
  MLLP_TLS_CRL_FILE: z.string().optional(),
  /** YAML file: which certificate may speak as which MSH-3 and MSH-4. */
  MLLP_SENDERS_FILE: z.string().optional(),
  /** How often all these files are looked at for changes. */
  MLLP_TLS_RELOAD_SECONDS: z.coerce.number().min(0.1).max(60).default(15),
  /** Folder of source profiles (`*.yaml`); without one the shipped profile serves everybody. */
  PROFILES_DIR: z.string().optional(),
  /** 32 bytes as hex or base64: everything personal at rest hangs on this key. Standalone makes one. */
  MASTER_KEY_FILE: z
    .string({
      error:
        'is needed: a file with 32 bytes as hex or base64 ("openssl rand -base64 32" makes one), to be kept as safe as the data, and apart from it',
    })
    .min(1),
  /** A second master key, while the first is being replaced: the one that is to come, or the one before. */
  NEXT_MASTER_KEY_FILE: z.string().optional(),
  /**
   * Who was erased, to be erased again in an older copy of the database: kept where no restore reaches it.
   * Without a name it is `erasures.log` in DATA_DIR.
   */
  ERASURE_LOG_FILE: z.string().optional(),
  /** The bytes of refused messages are kept for so many days ... */
  REFUSED_BODY_DAYS: z.coerce.number().min(0).max(3_650).default(30),
  /** ... when they are not larger than this ... */
  REFUSED_BODY_KIB: z.coerce.number().int().min(0).max(65_536).default(256),
  /** ... and the oldest go when all of them together are more than this. */
  REFUSED_BODIES_MIB: z.coerce.number().int().min(0).max(1_048_576).default(512),
  /** Matching parameters of one's own instead of the shipped ones. */
  MATCHING_FILE: z.string().optional(),
} as const satisfies z.ZodRawShape;

/** What a running intake is set to, with the common settings it reads itself. */
export type IntakeSettings = z.infer<z.ZodObject<typeof intakeSettings>> &
  Pick<CommonSettings, 'HOST' | 'PORT' | 'ROLES' | 'DATA_DIR'>;
