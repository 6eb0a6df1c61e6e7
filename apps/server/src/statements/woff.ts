import { promisify } from 'node:util';
import { inflate } from 'node:zlib';

const unpack = promisify(inflate);

const HEADER = 44;
const ENTRY = 20;

/**
 * A WOFF font as the plain TrueType or OpenType that it packs (W3C, WOFF 1.0). fontkit reads WOFF itself, but unpacks a
 * whole table for each glyph: seconds for a page of Chinese.
 */
export async function fromWoff(woff: Buffer): Promise<Buffer> {
  const count = woff.readUInt16BE(12);
  const tables = await Promise.all(Array.from({ length: count }, (_, n) => tableAt(woff, HEADER + n * ENTRY)));
  const directory = Buffer.alloc(12 + count * 16);
  woff.copy(directory, 0, 4, 8);
  const power = Math.floor(Math.log2(count));
  directory.writeUInt16BE(count, 4);
  directory.writeUInt16BE(16 * 2 ** power, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE(16 * (count - 2 ** power), 10);
  let offset = directory.length;
  const padded = tables.map(({ tag, checksum, bytes }, n) => {
    const at = 12 + n * 16;
    directory.write(tag, at, 'latin1');
    directory.writeUInt32BE(checksum, at + 4);
    directory.writeUInt32BE(offset, at + 8);
    directory.writeUInt32BE(bytes.length, at + 12);
    const room = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
    offset += room.length;
    return room;
  });
  return Buffer.concat([directory, ...padded]);
}

async function tableAt(woff: Buffer, at: number) {
  const [offset, packed, length] = [4, 8, 12].map((place) => woff.readUInt32BE(at + place)) as [number, number, number];
  const bytes = woff.subarray(offset, offset + packed);
  return {
    tag: woff.toString('latin1', at, at + 4),
    checksum: woff.readUInt32BE(at + 16),
    bytes: packed < length ? await unpack(bytes) : bytes,
  };
}
