import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { until } from './until.ts';

// Xvfb keeps its screen in a file, as xwd does. To read it takes a tenth of what a program needs that asks the server.

/** Where the header of an XWD file says what: each is an unsigned number of four bytes, the first one foremost. */
const HEADER = { size: 0, width: 16, height: 20, bytesPerLine: 48, colours: 76 };

/** Bytes of an entry of the colour map, which is between the header and the pixels. */
const COLOUR = 12;

/** The file as it is between two drawings: read during one, it would be an older screen above and a newer one below. */
const readScreen = (file: string): Promise<Buffer> =>
  until('the screen between two drawings', () => {
    const read = readFileSync(file);
    return read.equals(readFileSync(file)) ? read : undefined;
  });

/** A screen of 24 bits that Xvfb keeps in this file, as PNG. */
export const pictureOf = async (file: string): Promise<Buffer> => {
  const screen = await readScreen(file);
  const field = (at: number): number => screen.readUInt32BE(at);
  const [width, height] = [field(HEADER.width), field(HEADER.height)];
  const pixels = field(HEADER.size) + field(HEADER.colours) * COLOUR;
  const data = Buffer.allocUnsafe(width * height * 3);
  let to = 0;
  for (let y = 0; y < height; y += 1) {
    const from = pixels + y * field(HEADER.bytesPerLine);
    for (let at = from; at < from + 4 * width; at += 4, to += 3) {
      // Blue, green, red and nothing.
      data[to] = screen[at + 2] ?? 0;
      data[to + 1] = screen[at + 1] ?? 0;
      data[to + 2] = screen[at] ?? 0;
    }
  }
  const picture = Object.assign(new PNG({ width, height }), { data });
  // Fast: pictures are looked at, not sent. What goes in as it comes out is not turned over pixel by pixel.
  const same = { colorType: 2, inputColorType: 2, inputHasAlpha: false } as const;
  return PNG.sync.write(picture, { ...same, filterType: 0, deflateLevel: 1 });
};
