// Moves bytes that stand in one module's data into another's. Both share one memory, and an active segment is written
// when its module is instantiated: until then, the bytes are zero.
import { readFileSync, writeFileSync } from "node:fs";

const DATA_COUNT = 12;
const DATA = 11;
const I32_CONST = 0x41;
const END = 0x0b;

/** Zeros shorter than this are cheaper to store than another segment. */
const LEAST_GAP = 16;

/** Takes each of `pieces` ({ address, bytes }, none over another) out of the data of the module at `from` and gives it to
 *  the one at `to`. */
export function moveData(from, to, pieces) {
  const source = sectionsOf(readFileSync(from));
  const image = imageOf(source);
  for (const { address, bytes } of pieces) image.fill(0, address, address + bytes.length);
  writeFileSync(from, moduleOf(withData(source, segmentsIn(image))));
  const target = sectionsOf(readFileSync(to));
  const own = target.find(({ id }) => id === DATA);
  writeFileSync(to, moduleOf(withData(target, [...(own ? segmentsOf(own.bytes) : []), ...pieces])));
}

/** The memory that the data of the module at `path` fills, from address 0. */
export function dataOf(path) {
  return imageOf(sectionsOf(readFileSync(path)));
}

/** Where `bytes` stand in an image; they stand there once. */
export function pieceOf(image, bytes) {
  const address = image.indexOf(bytes);
  if (address < 0) throw new Error(`the data does not hold ${bytes.length} bytes that begin with "${bytes.subarray(0, 40)}"`);
  return { address, bytes };
}

function imageOf(sections) {
  const segments = segmentsOf(sections.find(({ id }) => id === DATA).bytes);
  const image = Buffer.alloc(Math.max(...segments.map(({ address, bytes }) => address + bytes.length)));
  for (const { address, bytes } of segments) bytes.copy(image, address);
  return image;
}

/** What of an image is not zero. */
function segmentsIn(image) {
  const segments = [];
  for (let at = 0; at < image.length; ) {
    while (at < image.length && image[at] === 0) at += 1;
    let end = at;
    for (let zeros = 0; end + zeros < image.length && zeros < LEAST_GAP; ) {
      if (image[end + zeros] === 0) zeros += 1;
      else [end, zeros] = [end + zeros + 1, 0];
    }
    if (end > at) segments.push({ address: at, bytes: image.subarray(at, end) });
    at = end;
  }
  return segments;
}

function sectionsOf(module) {
  const sections = [];
  for (let at = 8; at < module.length; ) {
    const id = module[at];
    const [size, start] = unsigned(module, at + 1);
    sections.push({ id, bytes: module.subarray(start, start + size) });
    at = start + size;
  }
  return sections;
}

function segmentsOf(bytes) {
  const segments = [];
  let [count, at] = unsigned(bytes, 0);
  for (; count > 0; count -= 1) {
    if (bytes[at] !== 0 || bytes[at + 1] !== I32_CONST) throw new Error("only active segments at a fixed address are known here");
    const [address, afterAddress] = signed(bytes, at + 2);
    const [size, start] = unsigned(bytes, afterAddress + 1);
    segments.push({ address, bytes: bytes.subarray(start, start + size) });
    at = start + size;
  }
  return segments;
}

function withData(sections, segments) {
  const data = Buffer.concat([
    encoded(segments.length),
    ...segments.map(({ address, bytes }) => Buffer.concat([Buffer.from([0, I32_CONST]), encodedSigned(address), Buffer.from([END]), encoded(bytes.length), bytes])),
  ]);
  const others = sections.filter(({ id }) => id !== DATA && id !== DATA_COUNT);
  // Data stands behind the code, custom sections (id 0) anywhere behind that; the count, where bulk memory wants it, before the code.
  const beforeCode = others.findIndex(({ id }) => id === 10);
  others.splice(beforeCode + 1, 0, { id: DATA, bytes: data });
  if (sections.some(({ id }) => id === DATA_COUNT)) others.splice(beforeCode, 0, { id: DATA_COUNT, bytes: encoded(segments.length) });
  return others;
}

function moduleOf(sections) {
  const header = Buffer.from([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
  return Buffer.concat([header, ...sections.flatMap(({ id, bytes }) => [Buffer.from([id]), encoded(bytes.length), bytes])]);
}

/** LEB128: the number and where the next byte is. */
function unsigned(bytes, from) {
  let value = 0;
  for (let at = from, factor = 1; ; at += 1, factor *= 128) {
    value += (bytes[at] & 0x7f) * factor;
    if ((bytes[at] & 0x80) === 0) return [value, at + 1];
  }
}

function signed(bytes, from) {
  const [value, next] = unsigned(bytes, from);
  const bits = 7 * (next - from);
  return [value >= 2 ** (bits - 1) ? value - 2 ** bits : value, next];
}

function encoded(value) {
  const out = [];
  for (let left = value; ; ) {
    const low = left % 128;
    left = Math.floor(left / 128);
    out.push(left > 0 ? low | 0x80 : low);
    if (left === 0) return Buffer.from(out);
  }
}

/** Addresses lie below 2 GiB, so a byte more keeps the sign bit clear. */
function encodedSigned(value) {
  const out = [];
  for (let left = value; ; ) {
    const low = left % 128;
    left = Math.floor(left / 128);
    const done = left === 0 && (low & 0x40) === 0;
    out.push(done ? low : low | 0x80);
    if (done) return Buffer.from(out);
  }
}
