// Which of the string literals in a module's data only the functions of its rest read: they need not come with the first.
//
// What in a module is an address and what a mere number is told by linking it twice, with the data at different
// addresses: whatever differs is an address, and all of them differ by as much.

/** Shorter ones are not worth a segment of their own. */
const LEAST_BYTES = 6;

/**
 * The literals, as { address, bytes } with the zero that ends each, neighbours in one piece: those that begin at one of
 * `rest`, the addresses in the rest's code. A literal stays with the first part if any of its bytes is at one of `kept`,
 * the addresses in the first part's code and in the data: it may be the end of a longer one, or in a table of texts.
 * Texts behind a literal that no address tells are reached from it, and go with it. `image` is the memory that the data
 * fills, from address 0.
 */
export function textsOfRest(image, kept, rest) {
  const staying = new Set(kept);
  const told = new Set([...kept, ...rest]);
  const names = (set, from, end) => Array.from({ length: end - from }, (_, i) => from + i).some((byte) => set.has(byte));
  const pieces = [];
  for (const address of [...rest].sort((a, b) => a - b)) {
    let end = endOfText(image, address);
    if (end - address < LEAST_BYTES || names(staying, address, end)) continue;
    for (let next = endOfText(image, end); next > end && !names(told, end, next); next = endOfText(image, end)) end = next;
    const last = pieces.at(-1);
    if (last && last.end > address) continue;
    if (last?.end === address) last.end = end;
    else pieces.push({ address, end });
  }
  return pieces.map(({ address, end }) => ({ address, bytes: Buffer.from(image.subarray(address, end)) }));
}

/** One past the zero behind the text that begins at `address`; `address` where none begins there. */
function endOfText(image, address) {
  if (address < 1 || address >= image.length || image[address - 1] !== 0) return address;
  const end = image.indexOf(0, address);
  const readable = end > address && image.subarray(address, end).every((byte) => byte >= 0x20 || byte === 0x0a);
  return readable ? end + 1 : address;
}

/** The addresses that stand in the data of the one of two links. */
export function addressesInData(image, moved) {
  const shift = moved.findIndex((byte) => byte !== 0) - image.findIndex((byte) => byte !== 0);
  const addresses = [];
  for (let at = 0; at + 4 <= image.length; at += 4) {
    const [here, there] = [image.readUInt32LE(at), moved.readUInt32LE(at + shift)];
    if (here === there) continue;
    if (there - here !== shift) throw new Error(`the data at ${at} differs between the two links by no address`);
    addresses.push(here);
  }
  return addresses;
}

/** The addresses in the code of the one of two links, both as wasm-dis writes them. Of a function whose two forms do not
 *  agree, every constant counts as an address. */
export function addressesInCode(code, moved) {
  const others = new Map(functionsOf(moved));
  const addresses = new Set();
  for (const [name, text] of functionsOf(code)) {
    const here = constantsIn(text);
    const there = constantsIn(others.get(name) ?? "");
    here.forEach((constant, i) => {
      if (here.length !== there.length || there[i] !== constant) addresses.add(constant);
    });
  }
  return addresses;
}

function functionsOf(code) {
  return code.split(/^ \(func /m).slice(1).map((text) => [text.slice(0, text.search(/[ \n]/)), text]);
}

/** Every number in a module's code that may be an address, in the order of the code: constants, halves of wide ones,
 *  offsets. */
export function constantsIn(code) {
  const words = [];
  for (const [, narrow, wide, offset] of code.matchAll(/i32\.const (-?\d+)|i64\.const (-?\d+)|offset=(\d+)/g)) {
    if (wide) {
      const both = BigInt.asUintN(64, BigInt(wide));
      words.push(Number(both & 0xffffffffn), Number(both >> 32n));
    } else {
      words.push(Number(narrow ?? offset) >>> 0);
    }
  }
  return words;
}
