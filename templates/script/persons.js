// @ts-check
// What identifies the dossier at a place, from the traject that stands there.

/** Characters of one value that are shown. */
const LONGEST = 200;

/** @typedef {{ bestand: string, levering: number, traject: number, lijst: string, positie: number }} Spot */

/**
 * The place that the report prints as a JSONPath; null when it stands in no traject.
 * @param {string} path
 * @returns {Spot | null}
 */
function parsePath(path) {
  const file = path.lastIndexOf(": $");
  const found = /^\$\.leveringen\[(\d+)\]\.schuldhulptrajecten\[(\d+)\](?:\.(\w+)\[(\d+)\])?/.exec(
    path.slice(file < 0 ? 0 : file + 2),
  );
  if (!found) return null;
  return {
    bestand: file < 0 ? "" : path.slice(0, file),
    levering: Number(found[1]),
    traject: Number(found[2]),
    lijst: found[3] ?? "",
    positie: Number(found[4] ?? 0),
  };
}

/**
 * Label and value of all that identifies: of the client at the place, or else of every client of the traject.
 * @param {unknown} traject
 * @param {Spot} spot
 * @returns {[string, string][]}
 */
function identify(traject, spot) {
  const clients = itemsOf(traject, "client");
  const chosen = spot.lijst === "client" ? clients.slice(spot.positie, spot.positie + 1) : clients;
  const record = spot.lijst === "" || spot.lijst === "client" ? null : itemsOf(traject, spot.lijst)[spot.positie];
  const told = /** @type {[string, unknown][]} */ ([
    ...chosen.flatMap((client) => [
      ["BSN", fieldOf(client, "Burgerservicenummer")],
      ["geboren", fieldOf(client, "Geboortedatum")],
    ]),
    ["omschrijving", fieldOf(traject, "omschrijving")],
    ["omschrijving bij uitstroom", fieldOf(fieldOf(traject, "uitstroom"), "omschrijving")],
    ["omschrijving van dit onderdeel", fieldOf(record, "omschrijving")],
  ]);
  return told.flatMap(([label, value]) => (isFilled(value) ? [[label, oneLine(String(value))]] : []));
}

/**
 * @param {unknown} traject
 * @param {Spot} spot
 * @returns {string[]}
 */
function bsnsOf(traject, spot) {
  return identify(traject, spot).flatMap(([label, value]) => (label === "BSN" ? [value] : []));
}

/**
 * An own field of an object; undefined of anything else.
 * @param {unknown} value
 * @param {string} name
 * @returns {unknown}
 */
function fieldOf(value, name) {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return /** @type {Record<string, unknown>} */ (value)[name];
}

/**
 * @param {unknown} value
 * @param {string} name
 * @returns {unknown[]}
 */
function itemsOf(value, name) {
  const items = fieldOf(value, name);
  return Array.isArray(items) ? items : [];
}

/** @param {unknown} value */
function isFilled(value) {
  return typeof value === "number" || (typeof value === "string" && value.trim() !== "");
}

/**
 * A text without control and direction characters, cut at LONGEST.
 * @param {string} text
 * @returns {string}
 */
function oneLine(text) {
  const clean = text.slice(0, LONGEST + 1).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, " ");
  return clean.length <= LONGEST ? clean : `${clean.slice(0, LONGEST - 1)}…`;
}
