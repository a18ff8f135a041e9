import { promisify } from 'node:util';
import { unzip } from 'node:zlib';
import { TooLargeError, type Unpacked } from './unpacking.js';

const unzipAsync = promisify(unzip);

export async function unpackGzip(bytes: Buffer, into: Unpacked): Promise<void> {
  try {
    into.add(await unzipAsync(bytes, { maxOutputLength: into.left }));
  } catch (error) {
    throw (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE'
      ? new TooLargeError()
      : error;
  }
}
