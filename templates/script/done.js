// @ts-check
// What is marked as done, kept by the browser under the fingerprint of the delivery; no personal data.
// A cause that is done takes its places along; a place can also be done by itself.

/** @type {Set<string>} */
const done = new Set();
/** @type {Map<HTMLTableRowElement, string>} */
const placeKeys = new Map();
let canKeep = true;

function startDone() {
  try {
    for (const key of JSON.parse(localStorage.getItem(doneName()) ?? "[]")) if (typeof key === "string") done.add(key);
  } catch {
    canKeep = false;
  }
  for (const cause of allCauses()) {
    const box = doneBox(cause.dataset.sleutel ?? "", readText(cause.querySelector("h3")));
    cause.querySelector(".knoppen")?.append(box);
    cause.querySelector("summary .maat")?.append(make("span", "gedaan-plekken", ""));
  }
  byId("wis-gedaan").addEventListener("click", () => {
    done.clear();
    keepDone();
    byId("gedaan-stand").focus();
  });
  showDone();
}

function doneName() {
  return `ddas-report ${byId("werkbank").dataset.vingerafdruk}`;
}

/** @param {string} key @param {string} name */
function doneBox(key, name) {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.autocomplete = "off";
  box.checked = done.has(key);
  box.setAttribute("aria-label", `Gedaan: ${name}`);
  box.addEventListener("change", () => {
    if (box.checked) done.add(key);
    else done.delete(key);
    keepDone();
  });
  const label = make("label", "gedaan", "");
  label.append(box, " Gedaan");
  return label;
}

/** A place gets its box when it is shown. @param {HTMLTableRowElement} row */
function tickPlace(row) {
  const key = placeKey(row);
  if (key === "" || row.querySelector(".gedaan")) return;
  row.cells[0].append(doneBox(key, readText(row.cells[0])));
  showPlaceDone(row);
}

/** Rule and path; a second finding at the same place has a number. @param {HTMLTableRowElement} row */
function placeKey(row) {
  if (placeKeys.size === 0) {
    const seen = new Map();
    for (const each of allPlaces()) {
      const path = each.querySelector("[data-pad]")?.getAttribute("data-pad");
      const key = `${each.closest("article")?.dataset.regel} ${path}`;
      seen.set(key, (seen.get(key) ?? 0) + 1);
      placeKeys.set(each, path ? (seen.get(key) > 1 ? `${key} #${seen.get(key)}` : key) : "");
    }
  }
  return placeKeys.get(row) ?? "";
}

function allPlaces() {
  return /** @type {HTMLTableRowElement[]} */ (all("article.signaal table.plekken tbody tr"));
}

/** @param {string} number */
function isCauseDone(number) {
  return done.has(causeOf(number)?.dataset.sleutel ?? "");
}

/** Whether all causes of a place are done. @param {HTMLTableRowElement} row */
function comesWithCause(row) {
  const causes = causesOf(row);
  return causes.length > 0 && causes.every(isCauseDone);
}

/** The box of a place that comes with its cause cannot be undone by itself. @param {HTMLTableRowElement} row */
function showPlaceDone(row) {
  const box = /** @type {HTMLInputElement | null} */ (row.querySelector(".gedaan input"));
  if (!box) return;
  box.disabled = comesWithCause(row);
  box.checked = box.disabled || done.has(placeKey(row));
}

function keepDone() {
  try {
    if (done.size > 0) localStorage.setItem(doneName(), JSON.stringify([...done]));
    else localStorage.removeItem(doneName());
  } catch {
    canKeep = false;
  }
  announce(showDone());
}

/** Shows what is done at each cause and place, and tells how much that is. */
function showDone() {
  const [causes, rows] = [allCauses(), allPlaces()];
  const finished = done.size === 0 ? [] : rows.filter((row) => comesWithCause(row) || done.has(placeKey(row)));
  for (const row of rows) showPlaceDone(row);
  const counts = { done: countByCause(finished), all: countByCause(rows) };
  for (const cause of causes) showCauseDone(cause, counts.done.get(cause.value) ?? 0, counts.all.get(cause.value) ?? 0);
  const text = toldDone([causes.filter((cause) => isCauseDone(String(cause.value))), causes], [finished, rows]);
  byId("gedaan-stand").textContent = `${text} ${howLong()}`.trim();
  byId("wis-gedaan").hidden = done.size === 0;
  return text;
}

/** On the local page what the browser keeps belongs to this one start of the program. */
function howLong() {
  if (!canKeep) return "Deze browser bewaart dat niet: na het sluiten is het weg.";
  return location.protocol.startsWith("http") ? "Dit blijft bewaard tot u het programma afsluit." : "";
}

/**
 * @param {[HTMLElement[], HTMLElement[]]} causes those that are done, and all
 * @param {[HTMLElement[], HTMLElement[]]} places
 */
function toldDone([causes, allOfThem], [places, rows]) {
  if (allOfThem.length === 0) return "Er is niets om af te vinken.";
  const ofCauses = `${causes.length} van ${counted(allOfThem.length, "oorzaak", "oorzaken")}`;
  const ofPlaces = `${places.length.toLocaleString("nl-NL")} van ${counted(rows.length, "plaats", "plaatsen")}`;
  return rows.length === 0 ? `${ofCauses} gedaan.` : `${ofCauses} en ${ofPlaces} op deze pagina gedaan.`;
}

/** @param {HTMLElement[]} rows */
function countByCause(rows) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const number of rows.flatMap(causesOf).map(Number)) counts.set(number, (counts.get(number) ?? 0) + 1);
  return counts;
}

/** @param {HTMLLIElement} cause @param {number} count @param {number} total */
function showCauseDone(cause, count, total) {
  const box = /** @type {HTMLInputElement | null} */ (cause.querySelector(".gedaan input"));
  const line = cause.querySelector(".gedaan-plekken");
  if (!box || !line) return;
  box.checked = isCauseDone(String(cause.value));
  const places = count === 0 ? "" : ` · ${count} van ${counted(total, "plaats", "plaatsen")} gedaan`;
  line.textContent = box.checked ? " · gedaan" : places;
}
