import type { IncomingMessage } from 'node:http';

/** Reads a reply whole; null when it is longer than `mostBytes`, which is more than any honest one. */
export const readWhole = async (
  stream: IncomingMessage,
  mostBytes: number,
): Promise<Buffer | null> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > mostBytes) {
      stream.destroy();
      return null;
    }
    parts.push(bytes);
  }
  return Buffer.concat(parts);
};
