"use strict";
// Everything stands on the page without this script; it only picks, sorts, filters, unfolds and copies.
const STAP = 50;
const gekozen = { gemeente: "", ernst: "", familie: "" };
const alle = (kiezer, binnen = document) => [...binnen.querySelectorAll(kiezer)];

function meld(tekst) {
  document.getElementById("melding").textContent = tekst;
}

// The gemeente picker: columns, rows, charts, findings and their places.
function hoortBij(element) {
  return !gekozen.gemeente || element.dataset.g === gekozen.gemeente;
}

function toonGemeente() {
  for (const element of alle("[data-g]")) if (!element.closest(".plekken")) element.hidden = !hoortBij(element);
  for (const details of alle("details.apart")) details.open = gekozen.gemeente !== "";
  for (const kop of alle("thead .groepkop")) kop.closest("tr").hidden = false;
  for (const tabel of alle("table.plekken")) toonPlekken(tabel, STAP);
}

function filter() {
  let getoond = 0;
  const signalen = alle("article.signaal");
  for (const signaal of signalen) {
    const plekken = alle(".per-gemeente [data-g], .plekken [data-g]", signaal);
    const past = (!gekozen.ernst || signaal.dataset.ernst === gekozen.ernst)
      && (!gekozen.familie || signaal.dataset.familie === gekozen.familie)
      && (!gekozen.gemeente || plekken.length === 0 || plekken.some((p) => hoortBij(p) || p.dataset.g === "totaal"));
    signaal.hidden = !past;
    getoond += past;
  }
  const tekst = `${getoond} van ${signalen.length} bevindingen`;
  for (const telling of alle(".filter .telling")) telling.textContent = tekst;
  return tekst;
}

function kies(soort, waarde) {
  gekozen[soort] = waarde;
  for (const lijst of alle(`[data-kies="${soort}"]`)) lijst.value = waarde;
  if (soort === "gemeente") toonGemeente();
  meld(filter());
}

// Places of a finding: fifty at a time, each with a button that copies its path.
function toonPlekken(tabel, aantal) {
  const rijen = alle("tbody tr", tabel);
  const passend = rijen.filter((rij) => hoortBij(rij) || rij.dataset.g === "totaal");
  for (const rij of rijen) rij.hidden = true;
  for (const rij of passend.slice(0, aantal)) {
    rij.hidden = false;
    const code = rij.querySelector("code");
    if (code && !code.nextElementSibling) code.after(knop("Kopieer", "kopieer", `Kopieer het pad ${code.textContent}`));
  }
  const details = tabel.closest("details");
  details.querySelector("button.meer")?.remove();
  const rest = passend.length - aantal;
  if (rest <= 0) return;
  const meer = knop(`Toon er nog ${Math.min(STAP, rest)} (van ${rest})`, "meer");
  meer.addEventListener("click", () => {
    toonPlekken(tabel, aantal + STAP);
    passend[aantal].querySelector("button").focus();
  });
  tabel.closest(".tabelvak").after(meer);
}

function knop(tekst, klasse, naam) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = klasse;
  button.textContent = tekst;
  if (naam) button.setAttribute("aria-label", naam);
  return button;
}

async function kopieer(button) {
  const code = button.previousElementSibling;
  try {
    await navigator.clipboard.writeText(code.textContent);
    meld("Het pad is gekopieerd.");
    button.textContent = "Gekopieerd";
    setTimeout(() => { button.textContent = "Kopieer"; }, 2000);
  } catch {
    getSelection().selectAllChildren(code);
    meld("Het pad is geselecteerd. Kopieer het met Ctrl+C.");
  }
}

// Sorting: up, down, and back to the order of the report; the total stays below.
function waarde(rij, kolom) {
  const tekst = rij.cells[kolom]?.textContent.trim() ?? "";
  const getal = Number(tekst.replace(/[^\d,-]/g, "").replace(",", "."));
  return /^(€\s*)?-?[\d.]+(,\d+)?(\s*%)?$/.test(tekst) ? getal : tekst === "–" ? null : tekst;
}

function vergelijk(a, b) {
  if (a === null || b === null) return (a === null) - (b === null);
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "nl");
}

function sorteer(kop) {
  const tabel = kop.closest("table");
  const volgende = { none: "ascending", ascending: "descending", descending: "none" }[kop.getAttribute("aria-sort")];
  for (const ander of alle("thead [aria-sort]", tabel)) ander.setAttribute("aria-sort", "none");
  kop.setAttribute("aria-sort", volgende);
  const lichaam = tabel.tBodies[0];
  lichaam.oorspronkelijk ??= [...lichaam.rows];
  const rijen = lichaam.oorspronkelijk.filter((rij) => !rij.classList.contains("totaal"));
  const richting = volgende === "descending" ? -1 : 1;
  const sleutels = new Map(rijen.map((rij) => [rij, waarde(rij, kop.cellIndex)]));
  const gevuld = rijen.filter((rij) => sleutels.get(rij) !== null);
  const leeg = rijen.filter((rij) => sleutels.get(rij) === null);
  if (volgende !== "none") gevuld.sort((a, b) => richting * vergelijk(sleutels.get(a), sleutels.get(b)));
  const volgorde = volgende === "none" ? rijen : [...gevuld, ...leeg];
  lichaam.append(...volgorde, ...lichaam.oorspronkelijk.filter((rij) => rij.classList.contains("totaal")));
  meld(volgende === "none" ? "De volgorde van het rapport is terug." : `Gesorteerd op ${kop.textContent}.`);
}

function maakSorteerbaar(tabel) {
  if (tabel.tBodies[0].rows.length < 3 || tabel.classList.contains("plekken")) return;
  for (const kop of tabel.tHead ? [...tabel.tHead.rows].at(-1).cells : []) {
    if (kop.tagName !== "TH") continue;
    const button = knop("", "sorteer");
    button.append(...kop.childNodes);
    kop.append(button);
    kop.setAttribute("aria-sort", "none");
  }
}

// A region that scrolls can be reached with the keyboard.
function maakBereikbaar() {
  for (const vak of alle(".tabelvak")) {
    if (vak.hasAttribute("aria-label")) continue;
    if (vak.scrollWidth > vak.clientWidth) vak.tabIndex = 0;
    else vak.removeAttribute("tabindex");
  }
}

// A link to a finding opens the places that belong to it.
function openDoel() {
  const doel = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!doel) return;
  if (doel.hidden) for (const soort of Object.keys(gekozen)) kies(soort, "");
  for (const details of alle("details", doel)) if (details.querySelector(".plekken")) details.open = true;
}

for (const element of alle(".filter, .kiezer")) element.hidden = false;
for (const lijst of alle("[data-kies]")) lijst.addEventListener("change", () => kies(lijst.dataset.kies, lijst.value));
for (const tabel of alle("main .tabelvak > table")) maakSorteerbaar(tabel);
for (const tabel of alle("table.plekken")) toonPlekken(tabel, STAP);
document.addEventListener("click", (gebeurtenis) => {
  const button = gebeurtenis.target.closest("button");
  if (button?.classList.contains("kopieer")) kopieer(button);
  if (button?.classList.contains("sorteer")) sorteer(button.closest("th"));
});
document.addEventListener("toggle", maakBereikbaar, true);
addEventListener("resize", maakBereikbaar);
addEventListener("hashchange", openDoel);
filter();
maakBereikbaar();
openDoel();
