// @ts-check
// Where each traject of a delivery stands among its bytes, without parsing the delivery.

/** Bytes that are read before the page gets a turn. */
const SLICE = 4_000_000;
/** The brackets around a traject, in a response of the API; what is nested deeper is only counted. */
const DEEPEST = 6;
const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * First and last byte of each traject, by levering and position; and the texts at the top of the delivery.
 * @typedef {{ trajecten: Map<number, Map<number, [number, number]>>, head: Map<string, string> }} Index
 */

/**
 * Reads a slice at a time: yields in between, and returns the index. What is no JSON gives no or few trajecten.
 * @param {Uint8Array} bytes
 * @returns {Generator<number, Index, void>}
 */
function* scanDelivery(bytes) {
  const nestings = [new Nesting(0), new Nesting(1)];
  let [depth, at, pause] = [0, 0, SLICE];
  while (at < bytes.length) {
    if (at >= pause) {
      yield at;
      pause = at + SLICE;
    }
    const byte = bytes[at];
    if (byte === QUOTE) {
      const end = afterString(bytes, at);
      if (depth <= DEEPEST) for (const nesting of nestings) nesting.text(depth, bytes, at, end);
      at = end;
      continue;
    }
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      depth += 1;
      if (depth <= DEEPEST) for (const nesting of nestings) nesting.open(depth, byte === OPEN_LIST, at);
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      if (depth <= DEEPEST) for (const nesting of nestings) nesting.close(depth, at + 1);
      depth -= 1;
    } else if (byte === COMMA && depth <= DEEPEST) {
      for (const nesting of nestings) nesting.next(depth);
    } else if (byte === COLON && depth <= DEEPEST) {
      for (const nesting of nestings) nesting.value(depth);
    }
    at += 1;
  }
  const [plain, response] = nestings;
  const found = plain.seen || !response.seen ? plain : response;
  return { trajecten: found.trajecten, head: found.head };
}

/**
 * The position after a string.
 * @param {Uint8Array} bytes
 * @param {number} at
 * @returns {number}
 */
function afterString(bytes, at) {
  for (let end = at + 1; end < bytes.length; end += 1) {
    const byte = bytes[end];
    if (byte === QUOTE) return end + 1;
    if (byte === BACKSLASH) end += 1;
  }
  return bytes.length;
}

/** The way from the top of a delivery to where the reading is; a response of the API stands one bracket further out. */
class Nesting {
  /** @param {number} outside brackets around the delivery itself */
  constructor(outside) {
    this.outside = outside;
    this.seen = false;
    /** @type {Index["trajecten"]} */
    this.trajecten = new Map();
    /** @type {Index["head"]} */
    this.head = new Map();
    /** @type {{ list: boolean, key: string, index: number, wantsKey: boolean }[]} */
    this.path = Array.from({ length: DEEPEST + 1 }, () => ({ list: true, key: "", index: 0, wantsKey: false }));
    this.start = -1;
  }

  /** @param {number} depth @param {boolean} list @param {number} at */
  open(depth, list, at) {
    const here = this.path[depth];
    here.list = list;
    here.key = "";
    here.index = 0;
    here.wantsKey = !list;
    if (depth === this.outside + 5 && !list && this.inTrajecten()) this.start = at;
  }

  /** @param {number} depth @param {number} end */
  close(depth, end) {
    if (depth !== this.outside + 5 || this.start < 0) return;
    const [levering, traject] = [this.path[this.outside + 2].index, this.path[this.outside + 4].index];
    this.trajecten.get(levering)?.set(traject, [this.start, end]);
    this.start = -1;
  }

  /** @param {number} depth */
  next(depth) {
    const here = this.path[depth];
    here.index += 1;
    here.wantsKey = !here.list;
  }

  /** @param {number} depth */
  value(depth) {
    this.path[depth].wantsKey = false;
  }

  /** @param {number} depth @param {Uint8Array} bytes @param {number} at @param {number} end */
  text(depth, bytes, at, end) {
    const here = this.path[depth];
    const level = depth - this.outside;
    if (here.list || ![0, 1, 3].includes(level)) return;
    if (here.wantsKey) this.named(level, here, textOf(bytes, at, end));
    else if (level === 1 && this.reached() && end - at < 100) this.head.set(here.key, textOf(bytes, at, end));
  }

  /** The last of two fields with one name counts. @param {number} level @param {{ key: string }} here @param {string} key */
  named(level, here, key) {
    here.key = key;
    if (level === 1 && key === "leveringen" && this.reached()) {
      this.seen = true;
      this.trajecten.clear();
    }
    if (level === 3 && key === "schuldhulptrajecten" && this.inLeveringen()) {
      this.trajecten.set(this.path[this.outside + 2].index, new Map());
    }
  }

  reached() {
    return this.outside === 0 || (this.path[1].key === "gegevens" && !this.path[1].list);
  }

  inLeveringen() {
    const [top, leveringen] = this.path.slice(this.outside + 1);
    return this.reached() && !top.list && top.key === "leveringen" && leveringen.list;
  }

  inTrajecten() {
    const [levering, trajecten] = this.path.slice(this.outside + 3);
    return this.inLeveringen() && !levering.list && levering.key === "schuldhulptrajecten" && trajecten.list;
  }
}

/**
 * A string of JSON; the empty text when it is none.
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {number} end
 * @returns {string}
 */
function textOf(bytes, at, end) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes.subarray(at, end)));
  } catch {
    return "";
  }
}
