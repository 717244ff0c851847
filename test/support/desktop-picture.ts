import { crc32, deflate } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

// Xvfb keeps its screen in a file, as xwd does. To read it takes a tenth of what a program needs that asks the server.

/** Where the header of an XWD file says what: each is an unsigned number of four bytes, the first one foremost. */
const HEADER = { size: 0, width: 16, height: 20, bytesPerLine: 48, colours: 76 };

/** Bytes of an entry of the colour map, which is between the header and the pixels. */
const COLOUR = 12;

/** Fast: pictures are looked at, not sent. */
const LEVEL = 1;

const chunk = (name: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)]);
};

const headOf = (width: number, height: number): Buffer => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits each of red, green and blue.
  head.set([8, 2, 0, 0, 0], 8);
  return head;
};

/** A screen of 24 bits that Xvfb keeps in this file, as PNG. */
export const pictureOf = async (file: string): Promise<Buffer> => {
  const screen = await readFile(file);
  const field = (at: number): number => screen.readUInt32BE(at);
  const width = field(HEADER.width);
  const height = field(HEADER.height);
  const pixels = field(HEADER.size) + field(HEADER.colours) * COLOUR;
  // A line of PNG begins with its filter, which is none.
  const line = 1 + width * 3;
  const lines = Buffer.alloc(line * height);
  for (let y = 0; y < height; y += 1) {
    let from = pixels + y * field(HEADER.bytesPerLine);
    let to = y * line + 1;
    for (let x = 0; x < width; x += 1, from += 4, to += 3) {
      // Blue, green, red and nothing.
      lines[to] = screen[from + 2] ?? 0;
      lines[to + 1] = screen[from + 1] ?? 0;
      lines[to + 2] = screen[from] ?? 0;
    }
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', headOf(width, height)),
    chunk('IDAT', await promisify(deflate)(lines, { level: LEVEL })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};
