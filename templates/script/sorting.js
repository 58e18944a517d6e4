// @ts-check
// Sorting a table: up, down, and back to the order of the report; the total stays below.

/** @type {WeakMap<HTMLTableSectionElement, HTMLTableRowElement[]>} */
const reportOrder = new WeakMap();
/** @type {Record<string, string>} */
const NEXT_ORDER = { none: "ascending", ascending: "descending", descending: "none" };

/** @param {HTMLTableElement} table */
function makeSortable(table) {
  if (table.tBodies[0].rows.length < 3 || table.matches(".plekken, .normen, .schema")) return;
  for (const head of [...(table.tHead?.rows ?? [])].at(-1)?.cells ?? []) {
    if (head.tagName !== "TH" || !isOneKind(table, head.cellIndex)) continue;
    const button = makeButton("", "sorteer", () => sortBy(table, head));
    button.append(...[...head.childNodes].filter((part) => part.nodeName !== "A"));
    head.prepend(button);
    head.setAttribute("aria-sort", "none");
  }
}

/** Euros, percentages, counts and texts do not stand in one order. @param {HTMLTableElement} table @param {number} column */
function isOneKind(table, column) {
  const texts = [...table.tBodies[0].rows].map((row) => cellText(row, column)).filter((text) => text !== "–");
  return new Set(texts.map((text) => /€|%$/.exec(text)?.[0] ?? "")).size === 1;
}

/** @param {HTMLTableElement} table @param {HTMLTableCellElement} head */
function sortBy(table, head) {
  const order = NEXT_ORDER[head.getAttribute("aria-sort") ?? "none"];
  for (const other of all("thead [aria-sort]", table)) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", order);
  const body = table.tBodies[0];
  const original = reportOrder.get(body) ?? [...body.rows];
  reportOrder.set(body, original);
  const rows = original.filter((row) => !row.classList.contains("totaal"));
  const totals = original.filter((row) => row.classList.contains("totaal"));
  body.append(...(order === "none" ? rows : sorted(rows, head.cellIndex, order === "descending" ? -1 : 1)), ...totals);
  const how = order === "ascending" ? "Oplopend" : "Aflopend";
  announce(order === "none" ? "De volgorde van het rapport is terug." : `${how} gesorteerd op ${readHead(head)}.`);
}

/** @param {HTMLTableCellElement} head */
function readHead(head) {
  return head.querySelector(".sorteer")?.textContent?.trim() ?? "";
}

/** What is empty comes last. @param {HTMLTableRowElement[]} rows @param {number} column @param {number} direction */
function sorted(rows, column, direction) {
  const keys = new Map(rows.map((row) => [row, sortKey(cellText(row, column))]));
  const filled = rows.filter((row) => keys.get(row) !== null);
  filled.sort((one, other) => direction * compareKeys(keys.get(one), keys.get(other)));
  return [...filled, ...rows.filter((row) => keys.get(row) === null)];
}

/** @param {HTMLTableRowElement} row @param {number} column */
function cellText(row, column) {
  return row.cells[column]?.textContent?.trim() ?? "";
}

/** @param {string} text */
function sortKey(text) {
  const number = Number(
    text
      .replace("−", "-")
      .replace(/[^\d,-]/g, "")
      .replace(",", "."),
  );
  if (/^[+−-]?(€\s*)?-?[\d.]+(,\d+)?(\s*%)?$/.test(text)) return number;
  return text === "–" ? null : text;
}

/** @param {unknown} one @param {unknown} other */
function compareKeys(one, other) {
  const numbers = typeof one === "number" && typeof other === "number";
  return numbers ? one - other : String(one).localeCompare(String(other), "nl");
}
