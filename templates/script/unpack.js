// @ts-check
// The files in a zip: its directory is read here, the unpacking is the browser's own.

const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_HEADER = 0x02014b50;
const DIRECTORY_END = 0x06054b50;
const END_LENGTH = 22;
/** What stands for a number that is told elsewhere, in the manner of ZIP64. */
const ELSEWHERE = 0xffffffff;
const LARGE_END = 0x06064b50;
const LARGE_LOCATOR = 0x07064b50;
const LARGE_LOCATOR_LENGTH = 20;
const LARGE_FIELD = 1;
const STORED = 0;
const DEFLATED = 8;

/** What is told to the reader. */
class Refusal extends Error {}

/** @typedef {{ name: string, method: number, encrypted: boolean, packed: number, size: number, at: number }} ZipEntry */

/**
 * @param {Uint8Array} bytes
 * @returns {boolean}
 */
function isZip(bytes) {
  return bytes.length >= END_LENGTH && viewOn(bytes).getUint32(0, true) === LOCAL_HEADER;
}

/**
 * The deliveries in a zip; raises a Refusal, or RangeError when its directory points outside the file.
 * @param {Uint8Array} bytes
 * @returns {ZipEntry[]}
 */
function zipEntries(bytes) {
  const view = viewOn(bytes);
  let end = bytes.length - END_LENGTH;
  while (end > bytes.length - END_LENGTH - 0xffff && end > 0 && view.getUint32(end, true) !== DIRECTORY_END) end -= 1;
  if (view.getUint32(end, true) !== DIRECTORY_END) throw new Refusal("Dit zip-bestand is niet heel.");
  let { left, at } = directoryOf(view, end);
  const entries = [];
  for (; left > 0; left -= 1) {
    if (view.getUint32(at, true) !== DIRECTORY_HEADER) throw new Refusal("Dit zip-bestand is niet heel.");
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)),
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      ...sizesOf(view, at, at + 46 + name, extra),
    });
    at += 46 + name + extra + comment;
  }
  return entries.filter((entry) => /\.json$/i.test(entry.name) && !/(^|\/)(__MACOSX\/|\._)/.test(entry.name));
}

/** How many entries the directory has and where it begins. @param {DataView} view @param {number} end */
function directoryOf(view, end) {
  const locator = end - LARGE_LOCATOR_LENGTH;
  if (locator < 0 || view.getUint32(locator, true) !== LARGE_LOCATOR) {
    return { left: view.getUint16(end + 10, true), at: view.getUint32(end + 16, true) };
  }
  const large = largeNumber(view, locator + 8);
  if (view.getUint32(large, true) !== LARGE_END) throw new Refusal("Dit zip-bestand is niet heel.");
  return { left: largeNumber(view, large + 32), at: largeNumber(view, large + 48) };
}

/**
 * The sizes of an entry and where it stands; what does not fit stands in an extra field.
 * @param {DataView} view
 * @param {number} at
 * @param {number} extra where its extra fields begin
 * @param {number} length of these
 */
function sizesOf(view, at, extra, length) {
  let field = extra;
  while (field < extra + length && view.getUint16(field, true) !== LARGE_FIELD) {
    field += 4 + view.getUint16(field + 2, true);
  }
  let next = field + 4;
  const read = (/** @type {number} */ where) => {
    const number = view.getUint32(where, true);
    if (number !== ELSEWHERE) return number;
    next += 8;
    return largeNumber(view, next - 8);
  };
  return { size: read(at + 24), packed: read(at + 20), at: read(at + 42) };
}

/** @param {DataView} view @param {number} at */
function largeNumber(view, at) {
  return Number(view.getBigUint64(at, true));
}

/**
 * The bytes of an entry; raises a Refusal when it is more than it says, or than `most`.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {ZipEntry} entry
 * @param {number} most
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function unpackEntry(bytes, entry, most) {
  if (entry.encrypted) throw new Refusal("Het zip-bestand is beveiligd met een wachtwoord. Pak het eerst zelf uit.");
  if (![STORED, DEFLATED].includes(entry.method)) {
    throw new Refusal("Het zip-bestand is op een ongewone manier ingepakt. Pak het eerst zelf uit.");
  }
  if (entry.size > most) throw new Refusal("In het zip-bestand staat een veel groter bestand dan in dit rapport.");
  const view = viewOn(bytes);
  const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  const packed = bytes.subarray(start, start + entry.packed);
  if (entry.method === STORED) return packed;
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const whole = new Uint8Array(entry.size);
  let filled = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    if (filled + value.length > whole.length) {
      await reader.cancel();
      throw new Refusal("Het zip-bestand is niet heel.");
    }
    whole.set(value, filled);
    filled += value.length;
  }
  return whole.subarray(0, filled);
}

/**
 * @param {Uint8Array} bytes
 * @returns {DataView}
 */
function viewOn(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
