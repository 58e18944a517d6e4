// @ts-check
// Places of a finding: fifty at a time, each with a button that copies what finds the dossier.

const STEP = 50;

function showAllPlaces() {
  for (const table of all("table.plekken")) showPlaces(table, STEP);
}

/** @param {HTMLElement} table @param {number} count */
function showPlaces(table, count) {
  const rows = /** @type {HTMLTableRowElement[]} */ (all("tbody tr", table));
  const fitting = rows.filter(isChosen);
  for (const row of rows) row.hidden = true;
  for (const row of fitting.slice(0, count)) showPlace(row);
  const details = table.closest("details") ?? document;
  for (const earlier of all(".meer, .geen", details)) earlier.remove();
  table.hidden = fitting.length === 0;
  const what = chosen.oorzaak ? "keuze" : "gemeente";
  if (table.hidden) table.after(make("p", "geen", `Van deze ${what} staat geen plaats bij de eerste ${rows.length}.`));
  const left = fitting.length - count;
  if (left <= 0) return;
  const more = makeButton(`Toon er nog ${Math.min(STEP, left)} (van ${left})`, "meer", () => {
    showPlaces(table, count + STEP);
    const first = fitting[count].querySelector("button") ?? fitting[count].cells[0];
    if (first.tagName === "TH") first.tabIndex = -1;
    first.focus();
  });
  table.closest(".tabelvak")?.after(more);
}

/** @param {HTMLTableRowElement} row */
function showPlace(row) {
  row.hidden = false;
  const dossier = /** @type {HTMLElement | null} */ (row.querySelector(".dossier"));
  if (dossier && !dossier.nextElementSibling) {
    const name = `Kopieer de plaats ${readText(row.cells[0])}`;
    const button = makeButton("Kopieer", "kopieer", () => copyPlace(row, dossier, button), name);
    dossier.after(button);
  }
  tickPlace(row);
  for (const place of all("[data-pad]", row)) showPerson(place);
}

/** @param {HTMLTableRowElement} row @param {HTMLElement} dossier @param {HTMLButtonElement} button */
async function copyPlace(row, dossier, button) {
  const paths = all("[data-pad]", row).map((place) => place.dataset.pad ?? "");
  const text = [`${readText(row.cells[0])}: ${readText(dossier)}`, ...paths].join("\n");
  if (!(await copyText(text, dossier, "De plaats"))) return;
  button.textContent = "Gekopieerd";
  setTimeout(() => {
    button.textContent = "Kopieer";
  }, 2000);
}
