// @ts-check
// "Bericht aan uw leverancier": which fields, how often, an example of a path, and what the model asks; no personal data.

function startSupplier() {
  byId("maak-bericht").addEventListener("click", () =>
    showMessage((finding) => ownersOf(finding).includes("leverancier")),
  );
  byId("kopieer-bericht").addEventListener("click", () =>
    copyText(byId("bericht").textContent ?? "", byId("bericht"), "Het bericht"),
  );
}

/** @param {(finding: HTMLElement) => boolean} chosen */
function showMessage(chosen) {
  const message = byId("bericht");
  message.textContent = supplierMessage(chosen);
  byId("bericht-vak").hidden = false;
  message.focus();
  announce("Het bericht staat klaar. U kunt het kopiëren.");
}

/** @param {(finding: HTMLElement) => boolean} chosen */
function supplierMessage(chosen) {
  const findings = all("article.signaal:not(#BST-05)").filter(chosen);
  const schema = document.getElementById("BST-05");
  const rows = schema && chosen(schema) ? all("table.schema tbody tr", schema) : [];
  const points = [...rows.map(aboutSchemaRow), ...findings.map(aboutFinding)];
  if (points.length === 0) return "Er is niets gevonden dat uw softwareleverancier moet herstellen.";
  return [
    "Beste leverancier,",
    "",
    "Wij controleerden onze DDAS-levering aan het CBS. Wilt u dit herstellen in de export of in het systeem?",
    ...points.map((point, index) => `\n${index + 1}. ${point}`),
    "",
    "In dit bericht staan geen persoonsgegevens. De posities in een pad tellen vanaf 0. Wilt u laten weten wanneer dit hersteld is?",
  ].join("\n");
}

/** @param {HTMLElement} finding */
function aboutFinding(finding) {
  const [size, ...explanation] = all(":scope > p", finding).filter(
    (line) => !line.matches(".per-gemeente, .opsomming"),
  );
  const example = finding.querySelector("[data-pad]")?.getAttribute("data-pad");
  const lines = [titleOf(finding)];
  lines.push(`   ${readText(size)}`, ...explanation.map((line) => `   ${readText(line)}`));
  if (example) lines.push(`   Voorbeeld van een plaats: ${example}`);
  return lines.join("\n");
}

/** @param {HTMLElement} row */
function aboutSchemaRow(row) {
  const [field, wrong, count] = [.../** @type {HTMLTableRowElement} */ (row).cells].map(readText);
  const first = row.querySelector("td:last-child")?.firstChild?.textContent?.trim() ?? "";
  const place = first.replace(/ \(.*/, "");
  return [
    `Het veld ${field} wijkt af van het uitwisselmodel v1.0.`,
    `   ${wrong} Aantal: ${count}.`,
    `   Voorbeeld van een plaats: ${place}`,
  ].join("\n");
}
