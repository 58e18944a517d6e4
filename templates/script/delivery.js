// @ts-check
// The delivery that the reader opens: held in memory, only when it is the one that the report is about.

/** How many times larger than in the report a file in a zip may be before it is not unpacked. */
const LARGER = 4;
const SPARE = 16_000_000;

/**
 * @typedef {{ naam: string, sha256: string, bytes: number }} KnownFile
 * @typedef {{ bestanden: KnownFile[], van: string, tot: string }} Known what the report says of its delivery
 * @typedef {{ bytes: Uint8Array, index: Index }} Opened
 */

/** The opened files by the name that stands before a place; without a name when there is only one. */
class Delivery {
  /** @param {Known} known */
  constructor(known) {
    this.known = known;
    this.turn = 0;
    /** @type {Map<string, Opened>} */
    this.files = new Map();
    /** The traject that was parsed last: its places stand together. @type {{ range: [number, number], value: unknown } | null} */
    this.last = null;
  }

  forget() {
    this.turn += 1;
    this.files.clear();
    this.last = null;
  }

  /**
   * Opens what belongs to the report; returns why the rest is refused, and nothing when it was forgotten meanwhile.
   * @param {Iterable<File>} files
   * @param {(done: number) => void} progress from 0 to 1, of the file at hand
   * @returns {Promise<string[] | null>}
   */
  async open(files, progress) {
    this.turn += 1;
    const turn = this.turn;
    const refused = [];
    for (const file of files) {
      try {
        for await (const [name, bytes] of this.contents(file)) {
          const reason = await this.take(name, bytes, progress, turn);
          if (turn !== this.turn) return null;
          if (reason) refused.push(reason);
        }
      } catch (error) {
        refused.push(`${oneLine(file.name)}: ${reasonOf(error)}`);
      }
    }
    return turn === this.turn ? refused : null;
  }

  /**
   * Name and bytes of each delivery in a file.
   * @param {File} file
   * @returns {AsyncGenerator<[string, Uint8Array<ArrayBuffer>], void, void>}
   */
  async *contents(file) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (!isZip(bytes)) {
      yield [file.name, bytes];
      return;
    }
    const entries = zipEntries(bytes);
    if (entries.length === 0) throw new Refusal("In dit zip-bestand staat geen JSON-bestand.");
    const most = LARGER * Math.max(...this.known.bestanden.map((known) => known.bytes)) + SPARE;
    for (const entry of entries) {
      const name = entry.name.replaceAll("\\", "/").split("/").at(-1) ?? "";
      yield [name, await unpackEntry(bytes, entry, most)];
    }
  }

  /**
   * @param {string} name
   * @param {Uint8Array<ArrayBuffer>} bytes
   * @param {(done: number) => void} progress
   * @param {number} turn
   * @returns {Promise<string>} why it is refused; empty when it is not
   */
  async take(name, bytes, progress, turn) {
    const sha256 = await fingerprintOf(bytes);
    const known = this.known.bestanden.find((one) => one.sha256 === sha256);
    const index = await indexOf(bytes, (done) => {
      progress(done);
      return turn === this.turn;
    });
    if (!index || turn !== this.turn) return "";
    if (!known) return `${oneLine(name)}: ${this.isOtherVersion(name, index) ? OTHER_VERSION : FOREIGN}`;
    this.files.set(this.known.bestanden.length > 1 ? known.naam : "", { bytes, index });
    return "";
  }

  /** @param {string} name @param {Index} index */
  isOtherVersion(name, index) {
    const { bestanden, van, tot } = this.known;
    const period = index.head.get("startdatumLevering") === van && index.head.get("einddatumLevering") === tot;
    return van !== "" && period && bestanden.some((known) => known.naam === name);
  }

  /**
   * The traject at a place, parsed; undefined when it is not in what was opened, or cannot be read.
   * @param {Spot} spot
   * @returns {unknown}
   */
  traject(spot) {
    const opened = this.files.get(spot.bestand);
    const range = opened?.index.trajecten.get(spot.levering)?.get(spot.traject);
    if (!opened || !range) return undefined;
    if (this.last?.range !== range) this.last = { range, value: parsed(opened.bytes.subarray(...range)) };
    return this.last.value;
  }
}

/** @param {Uint8Array} bytes @returns {unknown} undefined when it is no JSON */
function parsed(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

const FOREIGN = "dit is niet het bestand waar dit rapport over gaat. Het is niet geopend.";
const OTHER_VERSION = "Dit is een andere versie van het bestand: maak een nieuw rapport. Het is niet geopend.";

/** @param {unknown} error */
function reasonOf(error) {
  return error instanceof Refusal ? error.message : "Dit bestand is niet te lezen.";
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<string>} in hexadecimals
 */
async function fingerprintOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The index of a delivery, made in turns with the page; null when `goOn` says to stop.
 * @param {Uint8Array} bytes
 * @param {(done: number) => boolean} goOn
 * @returns {Promise<Index | null>}
 */
async function indexOf(bytes, goOn) {
  const scan = scanDelivery(bytes);
  for (;;) {
    const step = scan.next();
    if (step.done) return step.value;
    if (!goOn(step.value / bytes.length)) return null;
    await new Promise((resolve) => setTimeout(resolve));
  }
}
