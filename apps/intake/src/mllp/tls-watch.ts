import type { Server as TlsServer } from 'node:tls';
import { Repeated, type Logger } from '@handrail/platform';
import { readTls, type TlsFiles, type TlsMaterial } from './tls-files.js';

/**
 * Takes changed certificates, keys, lists and tables over without a restart. Files that cannot be used leave what
 * holds as it is, and are told until they can.
 */
export class TlsWatch {
  readonly #files: TlsFiles;
  readonly #looking: Repeated;
  readonly #log: Logger;
  readonly #changed: (material: TlsMaterial) => void;
  #material: TlsMaterial;
  #failure: string | undefined;

  /** @param changed called when something that decides who gets in, or as whom, is another */
  constructor(
    files: TlsFiles,
    material: TlsMaterial,
    options: { readonly everyMs: number; readonly log: Logger },
    changed: (material: TlsMaterial) => void,
  ) {
    this.#files = files;
    this.#material = material;
    this.#log = options.log;
    this.#changed = changed;
    const failed = (error: unknown) => this.#failed(error);
    this.#looking = new Repeated(options.everyMs, () => this.#look(), failed);
  }

  get material(): TlsMaterial {
    return this.#material;
  }

  /** Why the files are not in use as they lie there. */
  get failure(): string | undefined {
    return this.#failure;
  }

  begin(): void {
    this.#looking.begin();
  }

  end(): Promise<void> {
    return this.#looking.end();
  }

  async #look(): Promise<void> {
    const material = await readTls(this.#files);
    this.#failure = undefined;
    if (!material || material.print === this.#material.print) return;
    this.#material = material;
    this.#log.info('certificates of the MLLP listener were read anew');
    this.#changed(material);
  }

  #failed(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    if (why !== this.#failure)
      this.#log.error('certificates of the MLLP listener cannot be read anew', { error });
    this.#failure = why;
  }
}

/** Handshakes from now on use this; sessions that were begun under another are not taken up again. */
export const takeOver = (server: TlsServer, { context }: TlsMaterial): void =>
  server.setSecureContext(context);
