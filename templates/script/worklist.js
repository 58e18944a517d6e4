// @ts-check
// The worklist as CSV, made from what the page holds; with the BSN only of an opened file, and only when asked.

const HEADINGS = [
  "regel",
  "ernst",
  "eigenaar",
  "oorzaak",
  "melding",
  "wat te doen",
  "gemeente",
  "plaats",
  "dossier",
  "waarden",
  "pad",
];
/** What a spreadsheet takes for the start of a formula. */
const FORMULA = /^[\s]*[=+\-@＝＋－＠]/u;

function startWorklist() {
  const chosen = /** @type {HTMLSelectElement} */ (byId("csv-keuze"));
  byId("download-csv").addEventListener("click", () =>
    offerWorklist((row, finding) => {
      if (chosen.value === "filter") return !finding.hidden && isChosen(row);
      return chosen.value === "" || ownersOf(row).includes(chosen.value);
    }),
  );
}

/**
 * Offers the worklist of the chosen places.
 * @param {(part: HTMLElement, finding: HTMLElement) => boolean} chosen
 */
function offerWorklist(chosen) {
  const withBsn = /** @type {HTMLInputElement} */ (byId("met-bsn")).checked;
  const rows = all("article.signaal").flatMap((finding) => rowsOf(finding, chosen, withBsn));
  if (rows.length === 0) {
    tellWorklist("Bij deze keuze hoort geen bevinding.");
    return;
  }
  offer(toCsv(withBsn ? [...HEADINGS, "BSN"] : HEADINGS, rows), withBsn ? "werklijst-met-bsn.csv" : "werklijst.csv");
  tellWorklist(`De werklijst met ${counted(rows.length, "rij", "rijen")} is gemaakt.${warnWorklist(withBsn)}`);
}

/** @param {boolean} withBsn */
function warnWorklist(withBsn) {
  const cut = all("article.signaal[data-meer]").length;
  const more =
    cut > 0
      ? ` Van ${counted(cut, "bevinding", "bevindingen")} staan niet alle plaatsen op deze pagina; die krijgt u met --werklijst.`
      : "";
  return more + (withBsn ? " In dit bestand staan persoonsgegevens: bewaar het veilig en gooi het daarna weg." : "");
}

/** @param {string} text */
function tellWorklist(text) {
  byId("csv-stand").textContent = text;
  announce(text);
}

/**
 * @param {HTMLElement} finding
 * @param {(part: HTMLElement, finding: HTMLElement) => boolean} chosen
 * @param {boolean} withBsn
 * @returns {string[][]}
 */
function rowsOf(finding, chosen, withBsn) {
  const shared = [finding.dataset.regel ?? "", finding.dataset.ernst ?? ""];
  const told = [titleOf(finding), readText(finding.querySelector(".toelichting"))];
  return partsOf(finding)
    .filter((part) => chosen(part, finding))
    .map((part) => [...shared, ...aboutCauses(part), ...told, ...cellsOf(part), ...(withBsn ? [bsnsIn(part)] : [])]);
}

/** The places of a finding; of what is about a whole gemeente each of these; else the finding itself. @param {HTMLElement} finding */
function partsOf(finding) {
  const found = ["table.plekken tbody tr", ".opsomming [data-g]", ".per-gemeente [data-g]"].map((one) =>
    all(one, finding),
  );
  return found.find((parts) => parts.length > 0) ?? [finding];
}

/** @param {HTMLElement} row @returns {[string, string]} */
function aboutCauses(row) {
  const names = all("#csv-keuze option").map((option) => /** @type {HTMLOptionElement} */ (option));
  const owners = ownersOf(row).map((owner) => names.find((one) => one.value === owner)?.dataset.naam ?? owner);
  const titles = causesOf(row).map((number) => readText(causeOf(number)?.querySelector("h3")));
  return [owners.join(", "), titles.join("; ")];
}

/** Gemeente, place, dossier, values and path. @param {HTMLElement} part */
function cellsOf(part) {
  const gemeente = nameOfGemeente(part.dataset.g ?? "");
  if (!(part instanceof HTMLTableRowElement)) {
    const whole = part.dataset.g ? "de hele gemeente" : "het hele bestand";
    return [gemeente, whole, "", part.closest(".opsomming") ? readText(part) : "", ""];
  }
  const heads = [...(part.closest("table")?.tHead?.rows[0].cells ?? [])].map(readText);
  const dossier = part.querySelector(".dossier");
  const values = [...part.cells]
    .slice(1)
    .flatMap((cell, index) => (cell.contains(dossier) ? [] : [`${heads[index + 1]}: ${readText(cell)}`]));
  const paths = all("[data-pad]", part).map((place) => place.dataset.pad ?? "");
  return [gemeente, readText(part.cells[0]), readText(dossier), values.join("; "), paths.join("; ")];
}

/** @type {Map<string, string>} */
const gemeenteNames = new Map([["totaal", ""]]);

/** @param {string} code */
function nameOfGemeente(code) {
  if (gemeenteNames.size === 1) {
    for (const row of all("table.gemeenten tr[data-g]"))
      gemeenteNames.set(row.dataset.g ?? "", readText(row.querySelector("th")));
  }
  return gemeenteNames.get(code) ?? code;
}

/** @param {HTMLElement} row */
function bsnsIn(row) {
  const spots = all("[data-pad]", row).flatMap((place) => parsePath(place.dataset.pad ?? "") ?? []);
  return [...new Set(spots.flatMap((spot) => bsnsOf(delivery?.traject(spot), spot)))].join(" ");
}

/**
 * @param {string[]} headings
 * @param {string[][]} rows
 */
function toCsv(headings, rows) {
  return `\uFEFF${[headings, ...rows].map((row) => row.map(toCell).join(";")).join("\r\n")}\r\n`;
}

/** @param {string} text */
function toCell(text) {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * @param {string} text
 * @param {string} name
 */
function offer(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
