import { deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PALETTE_DEPTH = 1;
const PALETTE_COLOR = 3;

type Color = readonly [number, number, number];

/** A real PNG of this size with bands of two colours: some hundred bytes. */
export function bandsPng(width: number, height: number, colors: readonly [Color, Color]): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([PALETTE_DEPTH, PALETTE_COLOR], 8);
  const row = 1 + Math.ceil(width / 8);
  const pixels = Buffer.alloc(row * height);
  const band = Math.max(1, Math.floor(height / 8));
  for (let y = 0; y < height; y += 1) if (Math.floor(y / band) % 2) pixels.fill(0xff, y * row + 1, (y + 1) * row);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(colors.flat())),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(checksum(body));
  return Buffer.concat([length, body, sum]);
}

/** CRC-32 as PNG has it. */
function checksum(bytes: Buffer): number {
  let sum = 0xffff_ffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb8_8320 : 0);
  }
  return ~sum >>> 0;
}
