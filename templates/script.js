// Everything stands on the page without this script; it only picks, sorts, filters, unfolds and copies.
const STAP = 50;
const gekozen = { gemeente: "", ernst: "", familie: "", eigenaar: "", oorzaak: "", tekst: "" };
const alle = (kiezer, binnen = document) => [...binnen.querySelectorAll(kiezer)];

function meld(tekst) {
  document.getElementById("melding").textContent = tekst;
}

// The gemeente picker: columns, rows, charts, findings and their places.
function hoortBij(element) {
  return !gekozen.gemeente || [gekozen.gemeente, "totaal"].includes(element.dataset.g);
}

function isChosen(rij) {
  return hoortBij(rij) && (!gekozen.oorzaak || holdsCause(rij, gekozen.oorzaak));
}

function toonGemeente() {
  document.body.classList.toggle("een", gekozen.gemeente !== "");
  for (const element of alle("[data-g]")) if (!element.closest(".plekken")) element.hidden = !hoortBij(element);
  for (const regel of alle(".per-gemeente, .opsomming")) regel.hidden = !regel.querySelector("[data-g]:not([hidden])");
  for (const blok of alle(".totaal-alleen")) blok.hidden = gekozen.gemeente !== "";
  for (const details of alle("details.apart")) details.open = gekozen.gemeente !== "";
  toonOorzaken();
  showPacked(gekozen.gemeente).then(maakBereikbaar);
  for (const tabel of alle("table.plekken")) toonPlekken(tabel, STAP);
  maakBereikbaar();
}

// The causes that occur in the gemeente, and in the verdict how many these are; the others have nothing to do with it.
function toonOorzaken() {
  const oorzaken = alle(".oorzaken > li");
  for (const oorzaak of oorzaken) {
    const plekken = alle("[data-g]", oorzaak);
    oorzaak.hidden = gekozen.gemeente !== "" && plekken.length > 0 && !plekken.some(hoortBij);
  }
  const zin = document.querySelector(".in-gemeente");
  const naam = document.querySelector("#kies option:checked")?.textContent;
  zin.hidden = gekozen.gemeente === "";
  zin.textContent = `${naam}: ${oorzaken.filter((een) => !een.hidden).length} van de ${oorzaken.length} oorzaken gaan ook hierover.`;
}

function filter() {
  let getoond = 0;
  const signalen = alle("[data-ernst]");
  for (const signaal of signalen) {
    const plekken = alle("[data-g]", signaal);
    const past = (!gekozen.ernst || signaal.dataset.ernst === gekozen.ernst)
      && (!gekozen.familie || signaal.dataset.familie === gekozen.familie)
      && (!gekozen.oorzaak || holdsCause(signaal, gekozen.oorzaak))
      && (!gekozen.eigenaar || ownersOf(signaal).includes(gekozen.eigenaar))
      && (!gekozen.tekst.trim() || isAbout(signaal, gekozen.tekst))
      && (!gekozen.gemeente || plekken.length === 0 || plekken.some(hoortBij));
    signaal.hidden = !past;
    getoond += past;
  }
  toonKoppen();
  const tekst = `${getoond} van ${signalen.length} ${signalen.length === 1 ? "bevinding" : "bevindingen"}`;
  for (const telling of alle(".filter .telling")) telling.textContent = tekst;
  return tekst;
}

// A heading goes when all that stands below it is filtered away.
function toonKoppen() {
  for (const kop of alle("#bevindingen > h3")) {
    let [volgende, blijft] = [kop.nextElementSibling, false];
    for (; volgende && volgende.tagName !== "H3"; volgende = volgende.nextElementSibling) blijft ||= !volgende.hidden;
    kop.hidden = !blijft;
  }
}

function kies(soort, waarde) {
  kiesAlles({ ...gekozen, [soort]: waarde });
  showChoice(gekozen);
}

function kiesAlles(keuze) {
  const { gemeente, oorzaak } = gekozen;
  for (const [soort, waarde] of Object.entries(keuze)) {
    const lijsten = alle(`[data-kies="${soort}"]`);
    const bekend = lijsten.some((lijst) => !lijst.options || [...lijst.options].some((optie) => optie.value === waarde));
    gekozen[soort] = bekend ? waarde : "";
    for (const lijst of lijsten) if (lijst.value !== gekozen[soort]) lijst.value = gekozen[soort];
  }
  if (gekozen.gemeente !== gemeente) toonGemeente();
  else if (gekozen.oorzaak !== oorzaak) for (const tabel of alle("table.plekken")) toonPlekken(tabel, STAP);
  meld(filter());
}

// Places of a finding: fifty at a time, each with a button that copies what finds the dossier.
function toonPlekken(tabel, aantal) {
  const rijen = alle("tbody tr", tabel);
  const passend = rijen.filter(isChosen);
  for (const rij of rijen) rij.hidden = true;
  for (const rij of passend.slice(0, aantal)) {
    rij.hidden = false;
    const dossier = rij.querySelector(".dossier");
    const plaats = readText(rij.cells[0]);
    if (dossier && !dossier.nextElementSibling) dossier.after(knop("Kopieer", "kopieer", `Kopieer de plaats ${plaats}`));
  }
  for (const rij of passend.slice(0, aantal)) {
    tickPlace(rij);
    for (const plaats of alle("[data-pad]", rij)) showPerson(plaats);
  }
  const details = tabel.closest("details");
  for (const eerder of alle(".meer, .geen", details)) eerder.remove();
  tabel.hidden = passend.length === 0;
  if (tabel.hidden) tabel.after(maak("p", "geen", `Van deze ${gekozen.oorzaak ? "keuze" : "gemeente"} staat geen plaats bij de eerste ${rijen.length}.`));
  const rest = passend.length - aantal;
  if (rest <= 0) return;
  const meer = knop(`Toon er nog ${Math.min(STAP, rest)} (van ${rest})`, "meer");
  meer.addEventListener("click", () => {
    toonPlekken(tabel, aantal + STAP);
    const eerste = passend[aantal].querySelector("button") ?? passend[aantal].cells[0];
    if (eerste.tagName === "TH") eerste.tabIndex = -1;
    eerste.focus();
  });
  tabel.closest(".tabelvak").after(meer);
}

function maak(soort, klasse, tekst) {
  const element = document.createElement(soort);
  element.className = klasse;
  element.textContent = tekst;
  return element;
}

function knop(tekst, klasse, naam) {
  const button = maak("button", klasse, tekst);
  button.type = "button";
  if (naam) button.setAttribute("aria-label", naam);
  return button;
}

async function kopieer(button) {
  const rij = button.closest("tr");
  const paden = alle("[data-pad]", rij).map((plaats) => plaats.dataset.pad);
  const tekst = [`${readText(rij.cells[0])}: ${readText(button.previousElementSibling)}`, ...paden].join("\n");
  if (!(await copyText(tekst, button.previousElementSibling, "De plaats"))) return;
  button.textContent = "Gekopieerd";
  setTimeout(() => { button.textContent = "Kopieer"; }, 2000);
}

// Sorting: up, down, and back to the order of the report; the total stays below.
function waarde(rij, kolom) {
  const tekst = rij.cells[kolom]?.textContent.trim() ?? "";
  const getal = Number(tekst.replace("−", "-").replace(/[^\d,-]/g, "").replace(",", "."));
  return /^[+−-]?(€\s*)?-?[\d.]+(,\d+)?(\s*%)?$/.test(tekst) ? getal : tekst === "–" ? null : tekst;
}

function vergelijk(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "nl");
}

// Euros, percentages, counts and texts do not stand in one order.
function eenSoort(tabel, kolom) {
  const cellen = [...tabel.tBodies[0].rows].map((rij) => rij.cells[kolom].textContent.trim()).filter((tekst) => tekst !== "–");
  return new Set(cellen.map((tekst) => /€|%$/.exec(tekst)?.[0] ?? "")).size === 1;
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
  const hoe = { none: "De volgorde van het rapport is terug.", ascending: "Oplopend", descending: "Aflopend" }[volgende];
  meld(volgende === "none" ? hoe : `${hoe} gesorteerd op ${kop.textContent}.`);
}

function maakSorteerbaar(tabel) {
  if (tabel.tBodies[0].rows.length < 3 || tabel.matches(".plekken, .normen, .schema")) return;
  for (const kop of tabel.tHead ? [...tabel.tHead.rows].at(-1).cells : []) {
    if (kop.tagName !== "TH" || !eenSoort(tabel, kop.cellIndex)) continue;
    const button = knop("", "sorteer");
    button.append(...[...kop.childNodes].filter((deel) => deel.nodeName !== "A"));
    kop.prepend(button);
    kop.setAttribute("aria-sort", "none");
  }
}

// A region that scrolls can be reached with the keyboard; one that does not is no stop on the way.
function maakBereikbaar() {
  const vakken = alle(".tabelvak").map((vak) => [vak, vak.scrollWidth > vak.clientWidth]);
  for (const [vak, schuift] of vakken) {
    if (!schuift) {
      for (const naam of ["tabindex", "role", "aria-label"]) vak.removeAttribute(naam);
      continue;
    }
    vak.tabIndex = 0;
    vak.setAttribute("role", "group");
    vak.setAttribute("aria-label", vak.querySelector("caption")?.textContent ?? "Plaatsen in het bestand");
  }
}

// A link to a finding opens the places that belong to it, and shows it when it was filtered away.
function openDoel(anker) {
  const keuze = choiceIn(anker);
  if (keuze) {
    kiesAlles(keuze);
    document.getElementById("bevindingen").scrollIntoView();
    return;
  }
  const doel = document.getElementById(decodeURIComponent(anker.slice(1)));
  if (!doel) return;
  if (doel.hidden) for (const soort of Object.keys(gekozen)) kies(soort, "");
  for (let om = doel; om; om = om.parentElement) if (om.matches("details")) om.open = true;
  if (doel.matches("article")) for (const details of alle("details", doel)) details.open = true;
}

for (const element of alle(".filter, .kiezer")) element.hidden = false;
for (const lijst of alle("[data-kies]")) lijst.addEventListener("input", () => kies(lijst.dataset.kies, lijst.value));
for (const tabel of alle("main .tabelvak > table")) maakSorteerbaar(tabel);
startWorkbench();
for (const tabel of alle("table.plekken")) toonPlekken(tabel, STAP);
document.addEventListener("click", (gebeurtenis) => {
  const button = gebeurtenis.target.closest("button");
  if (button?.classList.contains("kopieer")) kopieer(button);
  if (button?.classList.contains("sorteer")) sorteer(button.closest("th"));
  const link = gebeurtenis.target.closest("a[href^='#']");
  if (link) openDoel(link.hash);
});
document.addEventListener("toggle", maakBereikbaar, true);
addEventListener("resize", maakBereikbaar);
addEventListener("hashchange", () => openDoel(location.hash));
filter();
maakBereikbaar();
openDoel(location.hash);
