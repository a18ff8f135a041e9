declare module 'snappyjs' {
  const snappy: {
    compress(bytes: Buffer): Buffer;
    uncompress(bytes: Buffer, maxLength?: number): Buffer;
  };
  export = snappy;
}

declare module 'lz4js' {
  const lz4: {
    decompressBlock(
      from: Uint8Array,
      to: Uint8Array,
      start: number,
      length: number,
      at: number,
    ): number;
  };
  export = lz4;
}
