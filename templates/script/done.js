// @ts-check
// What is marked as done, kept by the browser under the fingerprint of the delivery; no personal data.

/** @type {Set<string>} */
const done = new Set();
let canKeep = true;

function startDone() {
  try {
    for (const key of JSON.parse(localStorage.getItem(doneName()) ?? "[]")) if (typeof key === "string") done.add(key);
  } catch {
    canKeep = false;
  }
  for (const item of all("[data-sleutel]"))
    item
      .querySelector(".knoppen, h4")
      ?.append(doneBox(item.dataset.sleutel ?? "", readText(item.querySelector("h3, h4"))));
  byId("wis-gedaan").addEventListener("click", () => {
    done.clear();
    for (const box of all(".gedaan input")) /** @type {HTMLInputElement} */ (box).checked = false;
    keepDone();
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

function keepDone() {
  try {
    if (done.size > 0) localStorage.setItem(doneName(), JSON.stringify([...done]));
    else localStorage.removeItem(doneName());
  } catch {
    canKeep = false;
  }
  announce(showDone());
}

function showDone() {
  const items = all("[data-sleutel]");
  const count = items.filter((item) => done.has(item.dataset.sleutel ?? "")).length;
  const text = `${count} van ${items.length} gedaan.`;
  byId("gedaan-stand").textContent = canKeep
    ? text
    : `${text} Deze browser bewaart dat niet: na het sluiten is het weg.`;
  byId("wis-gedaan").hidden = done.size === 0;
  return text;
}

/** A place gets its box when it is shown. @param {HTMLTableRowElement} row */
function tickPlace(row) {
  const finding = row.closest("article");
  const path = row.querySelector("[data-pad]")?.getAttribute("data-pad");
  if (!finding || !path || row.querySelector(".gedaan")) return;
  row.cells[0].append(doneBox(`${finding.id} ${path}`, readText(row.cells[0])));
}
