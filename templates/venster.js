// @ts-check

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
  return mb >= 1
    ? `${mb.toLocaleString("nl-NL", { maximumFractionDigits: 1 })} MB`
    : `${Math.max(1, Math.round(bytes / 1000))} kB`;
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

/** @param {unknown} fout @param {string} anders */
function zegFout(fout, anders) {
  const { tekst, advies } = /** @type {{tekst?: string, advies?: string}} */ (fout);
  zeg(tekst || anders, advies || "Probeer het opnieuw.", true);
}

/** @param {string} adres @param {RequestInit} opties */
async function roep(adres, opties) {
  /** @type {Response} */
  let antwoord;
  try {
    antwoord = await fetch(adres, opties);
  } catch {
    throw { tekst: "Het programma antwoordt niet meer.", advies: "Start ddas-venster opnieuw." };
  }
  if (antwoord.ok) return antwoord;
  const { tekst, advies } = await antwoord.json().catch(() => ({}));
  throw { tekst: tekst || "Het programma is gesloten.", advies: advies || "Start ddas-venster opnieuw." };
}

/** @param {string} adres @param {RequestInit} opties */
async function vraag(adres, opties) {
  const antwoord = await roep(adres, opties);
  return antwoord.status === 204 ? {} : antwoord.json();
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
    const woorden = {
      opsteller: velden.get("opsteller") ?? "",
      functie: velden.get("functie") ?? "",
      vorige: document.body.dataset.id ?? "",
    };
    await vraag(`/opdracht/${id}/start`, { method: "POST", body: JSON.stringify(woorden) });
    await volg(id);
    zeg("Het rapport is klaar.");
    location.assign(`/rapport/${id}`);
  } catch (fout) {
    zegFout(fout, "Het bestand kon niet worden gelezen.");
    zetBezig(false);
  }
}

for (const vak of vakken) {
  const rol = vak.dataset.rol ?? "";
  const invoer = /** @type {HTMLInputElement} */ (vak.querySelector("input"));
  invoer.addEventListener("change", () => {
    kies(rol, "veel" in vak.dataset, invoer.files ?? []);
    invoer.value = "";
  });
  vak.addEventListener("dragleave", () => vak.classList.remove("boven"));
}

/** A file that misses its box is a delivery, wherever it is dropped; it must never replace the page. @param {Document} blad */
function vangOp(blad) {
  blad.addEventListener("dragover", (gebeurtenis) => {
    gebeurtenis.preventDefault();
    vakVan(gebeurtenis).classList.add("boven");
  });
  blad.addEventListener("drop", (gebeurtenis) => {
    gebeurtenis.preventDefault();
    const vak = vakVan(gebeurtenis);
    for (const ander of vakken) ander.classList.remove("boven");
    const bestanden = gebeurtenis.dataTransfer?.files ?? [];
    if (bestanden.length === 0) return;
    vak.closest("details")?.toggleAttribute("open", true);
    kies(vak.dataset.rol ?? "", "veel" in vak.dataset, bestanden);
    if (blad !== document) knop.focus();
  });
}

/** @param {DragEvent} gebeurtenis */
function vakVan(gebeurtenis) {
  const doel = /** @type {Element | null} */ (gebeurtenis.target);
  return /** @type {HTMLElement} */ (doel?.closest?.("[data-rol]") ?? vakken[0]);
}

vangOp(document);
const kader = /** @type {HTMLIFrameElement | null} */ (document.getElementById("rapport"));
if (kader) {
  kader.addEventListener("load", () => kader.contentDocument && vangOp(kader.contentDocument));
  if (kader.contentDocument?.readyState === "complete") vangOp(kader.contentDocument);
}

/** Making a PDF takes a while: say so, and say it here when it fails. @param {HTMLAnchorElement} schakel */
async function neemMee(schakel) {
  if (schakel.getAttribute("aria-disabled")) return;
  schakel.setAttribute("aria-disabled", "true");
  zeg(`${schakel.download} wordt gemaakt…`);
  try {
    const antwoord = await roep(schakel.href, {});
    const bestand = Object.assign(document.createElement("a"), {
      href: URL.createObjectURL(await antwoord.blob()),
      download: schakel.download,
    });
    bestand.click();
    setTimeout(() => URL.revokeObjectURL(bestand.href), 60_000);
    zeg(`${schakel.download} is gemaakt. U vindt het bestand waar uw browser downloads bewaart.`);
  } catch (fout) {
    zegFout(fout, "Dit kon niet worden gemaakt.");
  }
  schakel.removeAttribute("aria-disabled");
}

for (const schakel of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("#meenemen a"))) {
  schakel.addEventListener("click", (gebeurtenis) => {
    gebeurtenis.preventDefault();
    void neemMee(schakel);
  });
}

formulier.addEventListener("submit", (gebeurtenis) => {
  gebeurtenis.preventDefault();
  void maak();
});

document.getElementById("stop")?.addEventListener("click", async () => {
  gestopt = true;
  await fetch("/stop", { method: "POST" }).catch(() => undefined);
  const blad = document.createElement("main");
  const kop = Object.assign(document.createElement("h1"), { textContent: "Het programma is gesloten", tabIndex: -1 });
  const zin = "Uw bestanden en het rapport zijn uit het geheugen. U kunt dit tabblad sluiten.";
  blad.append(kop, Object.assign(document.createElement("p"), { textContent: zin }));
  document.body.className = "begin";
  document.body.replaceChildren(blad);
  kop.focus();
});

async function leef() {
  if (gestopt) return;
  await fetch("/leeft", { method: "POST" }).catch(() => undefined);
  setTimeout(leef, 20_000);
}
void leef();
