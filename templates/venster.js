// @ts-check
"use strict";

/** @typedef {{ rol: string, bestand: File }} Keuze */

const formulier = /** @type {HTMLFormElement} */ (document.getElementById("opdracht"));
const melding = /** @type {HTMLElement} */ (document.getElementById("melding"));
const voortgang = /** @type {HTMLProgressElement} */ (document.getElementById("voortgang"));
const knop = /** @type {HTMLButtonElement} */ (formulier.querySelector("button[type=submit]"));
const vakken = /** @type {NodeListOf<HTMLElement>} */ (formulier.querySelectorAll("[data-rol]"));

/** @type {Keuze[]} */
let keuzes = [];
let gestopt = false;

/** @param {string} tekst @param {string} [advies] @param {boolean} [fout] */
function zeg(tekst, advies = "", fout = false) {
  melding.className = fout ? "fout" : "";
  melding.replaceChildren();
  if (!tekst) return;
  const kern = document.createElement(fout ? "strong" : "span");
  kern.textContent = tekst;
  melding.append(kern, advies ? ` ${advies}` : "");
}

/** @param {number} bytes */
function omvang(bytes) {
  const mb = bytes / 1e6;
  return mb >= 1 ? `${mb.toLocaleString("nl-NL", { maximumFractionDigits: 1 })} MB` : `${Math.max(1, Math.round(bytes / 1000))} kB`;
}

/** @param {string} rol @param {boolean} veel @param {Iterable<File>} bestanden */
function kies(rol, veel, bestanden) {
  const nieuw = [...bestanden];
  if (!nieuw.length) return;
  const namen = new Set(nieuw.map((bestand) => bestand.name));
  keuzes = keuzes.filter((keuze) => keuze.rol !== rol || (veel && !namen.has(keuze.bestand.name)));
  keuzes.push(...(veel ? nieuw : nieuw.slice(0, 1)).map((bestand) => ({ rol, bestand })));
  zeg(`${nieuw.length === 1 ? nieuw[0].name : `${nieuw.length} bestanden`} gekozen.`);
  toon();
}

function toon() {
  for (const vak of vakken) {
    const lijst = /** @type {HTMLElement} */ (vak.querySelector(".gekozen"));
    lijst.replaceChildren(
      ...keuzes
        .filter((keuze) => keuze.rol === vak.dataset.rol)
        .map((keuze) => {
          const rij = document.createElement("li");
          const weg = document.createElement("button");
          weg.type = "button";
          weg.textContent = "Weghalen";
          weg.setAttribute("aria-label", `${keuze.bestand.name} weghalen`);
          weg.addEventListener("click", () => {
            keuzes = keuzes.filter((andere) => andere !== keuze);
            toon();
            zeg(`${keuze.bestand.name} is weggehaald.`);
            vak.querySelector("input")?.focus();
          });
          rij.append(`${keuze.bestand.name} (${omvang(keuze.bestand.size)})`, weg);
          return rij;
        }),
    );
  }
}

/** @param {string} adres @param {RequestInit} opties */
async function vraag(adres, opties) {
  /** @type {Response} */
  let antwoord;
  try {
    antwoord = await fetch(adres, opties);
  } catch {
    throw { tekst: "Het programma antwoordt niet meer.", advies: "Start ddas-venster opnieuw." };
  }
  const inhoud = antwoord.status === 204 ? {} : await antwoord.json().catch(() => ({}));
  if (!antwoord.ok) throw { tekst: inhoud.tekst || "Het programma is gesloten.", advies: inhoud.advies || "Start ddas-venster opnieuw." };
  return inhoud;
}

/** @param {string} id */
async function volg(id) {
  for (;;) {
    const { stand, tekst, advies } = await vraag(`/opdracht/${id}`, {});
    if (stand === "klaar") return;
    if (stand === "mislukt") throw { tekst, advies };
    if (tekst && melding.textContent !== tekst) zeg(tekst);
    await new Promise((verder) => setTimeout(verder, 250));
  }
}

/** @param {boolean} bezig */
function zetBezig(bezig) {
  formulier.setAttribute("aria-busy", String(bezig));
  knop.disabled = bezig;
  voortgang.hidden = !bezig;
}

async function maak() {
  if (!keuzes.some((keuze) => keuze.rol === "levering")) {
    zeg("Kies eerst de levering.", "Dat is het JSON-bestand of het zip-bestand dat u naar het CBS wilt sturen.", true);
    vakken[0].querySelector("input")?.focus();
    return;
  }
  zetBezig(true);
  try {
    const { id } = await vraag("/opdracht", { method: "POST" });
    for (const [index, { rol, bestand }] of keuzes.entries()) {
      zeg(`Bestand ${index + 1} van ${keuzes.length} wordt ingelezen…`);
      await vraag(`/opdracht/${id}/${rol}?naam=${encodeURIComponent(bestand.name)}`, { method: "PUT", body: bestand });
    }
    const velden = new FormData(formulier);
    const woorden = { opsteller: velden.get("opsteller") ?? "", functie: velden.get("functie") ?? "", vorige: document.body.dataset.id ?? "" };
    await vraag(`/opdracht/${id}/start`, { method: "POST", body: JSON.stringify(woorden) });
    await volg(id);
    zeg("Het rapport is klaar.");
    location.assign(`/rapport/${id}`);
  } catch (fout) {
    const { tekst, advies } = /** @type {{tekst?: string, advies?: string}} */ (fout);
    zeg(tekst || "Het bestand kon niet worden gelezen.", advies || "Probeer het opnieuw.", true);
    zetBezig(false);
  }
}

for (const vak of vakken) {
  const rol = vak.dataset.rol ?? "";
  const veel = "veel" in vak.dataset;
  const invoer = /** @type {HTMLInputElement} */ (vak.querySelector("input"));
  invoer.addEventListener("change", () => {
    kies(rol, veel, invoer.files ?? []);
    invoer.value = "";
  });
  vak.addEventListener("dragover", () => vak.classList.add("boven"));
  vak.addEventListener("dragleave", () => vak.classList.remove("boven"));
  vak.addEventListener("drop", (gebeurtenis) => {
    vak.classList.remove("boven");
    kies(rol, veel, gebeurtenis.dataTransfer?.files ?? []);
  });
}
// A file that misses its box must not replace the page.
for (const soort of ["dragover", "drop"]) document.addEventListener(soort, (gebeurtenis) => gebeurtenis.preventDefault());

formulier.addEventListener("submit", (gebeurtenis) => {
  gebeurtenis.preventDefault();
  void maak();
});

document.getElementById("stop")?.addEventListener("click", async () => {
  gestopt = true;
  await fetch("/stop", { method: "POST" }).catch(() => undefined);
  document.body.replaceChildren(Object.assign(document.createElement("main"), { textContent: "Het programma is gesloten. U kunt dit tabblad sluiten." }));
});

async function leef() {
  if (gestopt) return;
  await fetch("/leeft", { method: "POST" }).catch(() => undefined);
  setTimeout(leef, 20_000);
}
void leef();
