/** Object ids of the element types, from the PostgreSQL catalogue. */
export const BYTEA = 17;
export const TEXT = 25;

const HEADER_BYTES = 20;
const NULL_LENGTH = -1;

/**
 * A one-dimensional array in PostgreSQL's binary format. node-postgres would write `bytea[]` as text:
 * two characters per byte, quoted and escaped. A Buffer parameter goes as it is.
 */
export function binaryArray(elementType: number, elements: ReadonlyArray<Buffer | null>): Buffer {
  const size = elements.reduce((sum, element) => sum + 4 + (element?.length ?? 0), HEADER_BYTES);
  const out = Buffer.allocUnsafe(size);
  out.writeInt32BE(elements.length === 0 ? 0 : 1, 0);
  out.writeInt32BE(elements.includes(null) ? 1 : 0, 4);
  out.writeInt32BE(elementType, 8);
  out.writeInt32BE(elements.length, 12);
  out.writeInt32BE(1, 16);
  let at = HEADER_BYTES;
  for (const element of elements) {
    at = out.writeInt32BE(element?.length ?? NULL_LENGTH, at);
    if (element) at += element.copy(out, at);
  }
  return elements.length === 0 ? out.subarray(0, 12) : out;
}
