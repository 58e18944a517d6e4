// @ts-check
// "Zoek op in mijn bestand": beside each place what identifies the dossier, from the file that the reader opens.

/** @type {Delivery | null} */
let delivery = null;

function startLookup() {
  const known = /** @type {Known} */ (JSON.parse(byId("werkbank").dataset.levering ?? "{}"));
  const input = /** @type {HTMLInputElement} */ (byId("kies-bestand"));
  delivery = new Delivery(known);
  byId("zoek-op").addEventListener("click", () => input.click());
  byId("vergeten").addEventListener("click", () => {
    forget();
    byId("zoek-op").focus();
  });
  input.addEventListener("change", () => lookUp([...(input.files ?? [])]));
  byId("met-persoon").addEventListener("change", showInPrint);
  addEventListener("pagehide", () => forget());
  if (!globalThis.crypto?.subtle) {
    /** @type {HTMLButtonElement} */ (byId("zoek-op")).disabled = true;
    byId("zoek-stand").textContent =
      "Deze browser kan het bestand niet controleren. Open dit rapport in een nieuwere browser.";
  }
}

/** @param {File[]} files */
async function lookUp(files) {
  if (!delivery || files.length === 0) return;
  tellLookup("Het bestand wordt gelezen …");
  const refused = await delivery.open(files, (done) =>
    tellLookup(`Het bestand wordt gelezen: ${Math.round(100 * done)} %.`),
  );
  /** @type {HTMLInputElement} */ (byId("kies-bestand")).value = "";
  if (!refused) return;
  const { size } = delivery.files;
  const opened =
    size > 0
      ? `${counted(size, "bestand is", "bestanden zijn")} geopend. Bij elke plaats staat nu om wie het gaat.`
      : "";
  tellLookup([opened, ...refused].filter(Boolean).join(" "));
  for (const element of all(".na-openen")) element.hidden = size === 0;
  showPersons();
}

function forget() {
  delivery?.forget();
  for (const person of all(".persoon")) person.remove();
  for (const element of all(".na-openen")) element.hidden = true;
  for (const box of ["met-persoon", "met-bsn"]) /** @type {HTMLInputElement} */ (byId(box)).checked = false;
  showInPrint();
  tellLookup("Er is geen bestand geopend.");
}

/** @param {string} text */
function tellLookup(text) {
  byId("zoek-stand").textContent = text;
}

function showInPrint() {
  document.body.classList.toggle("met-persoon", /** @type {HTMLInputElement} */ (byId("met-persoon")).checked);
}

/** Beside every place that is shown. */
function showPersons() {
  for (const person of all(".persoon")) person.remove();
  for (const place of all("[data-pad]")) if (!place.closest("[hidden]")) showPerson(place);
}

/** @param {HTMLElement} place */
function showPerson(place) {
  if (!delivery || delivery.files.size === 0 || place.nextElementSibling?.matches(".persoon")) return;
  const spot = parsePath(place.dataset.pad ?? "");
  if (!spot) return;
  const traject = delivery.traject(spot);
  const told = identify(traject, spot).map(([label, value]) => `${label} ${value}`);
  if (told.length > 0) place.after(make("span", "persoon", told.join(" · ")));
  else if (traject !== undefined)
    place.after(make("span", "persoon", "In dit traject staat geen BSN of geboortedatum."));
}
