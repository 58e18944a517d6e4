// @ts-check
// What the reader chooses to see: the gemeente of the whole page, and the filter on the findings.

/** @typedef {"gemeente" | "ernst" | "familie" | "eigenaar" | "oorzaak" | "tekst"} Kind */
/** @type {Record<Kind, string>} */
const chosen = { gemeente: "", ernst: "", familie: "", eigenaar: "", oorzaak: "", tekst: "" };

/** @param {HTMLElement} element of one gemeente, of the total, or of no gemeente in particular */
function belongs(element) {
  return (
    !chosen.gemeente || element.dataset.g === undefined || [chosen.gemeente, "totaal"].includes(element.dataset.g ?? "")
  );
}

/** @param {HTMLElement} row a place */
function isChosen(row) {
  return belongs(row) && (!chosen.oorzaak || holdsCause(row, chosen.oorzaak));
}

/** @param {Kind} kind @param {string} value */
function choose(kind, value) {
  chooseAll({ ...chosen, [kind]: value });
  showChoice(chosen);
}

/** What is not among the options counts as no choice. @param {Partial<Record<Kind, string>>} choice */
function chooseAll(choice) {
  const { gemeente, oorzaak } = chosen;
  for (const [kind, value] of /** @type {[Kind, string][]} */ (Object.entries(choice))) {
    const controls = controlsOf(kind);
    const known = controls.some(
      (control) => !("options" in control) || [...control.options].some((one) => one.value === value),
    );
    chosen[kind] = known ? value : "";
    for (const control of controls) if (control.value !== chosen[kind]) control.value = chosen[kind];
  }
  if (chosen.gemeente !== gemeente) showGemeente();
  else if (chosen.oorzaak !== oorzaak) showAllPlaces();
  announce(filterFindings());
}

/** @param {string} kind */
function controlsOf(kind) {
  return /** @type {(HTMLSelectElement | HTMLInputElement)[]} */ (all(`[data-kies="${kind}"]`));
}

/** Columns, rows, charts, causes and places of the gemeente. */
function showGemeente() {
  const one = chosen.gemeente !== "";
  document.body.classList.toggle("een", one);
  for (const element of all("[data-g]")) if (!element.closest(".plekken")) element.hidden = !belongs(element);
  for (const line of all(".per-gemeente, .opsomming")) line.hidden = !line.querySelector("[data-g]:not([hidden])");
  for (const block of all(".totaal-alleen")) block.hidden = one;
  for (const details of all("details.apart")) details.toggleAttribute("open", one);
  showCausesHere();
  showPacked(chosen.gemeente).then(makeReachable);
  showAllPlaces();
  makeReachable();
}

/** The causes that occur in the gemeente, and in the verdict how many these are. */
function showCausesHere() {
  const causes = allCauses();
  for (const cause of causes) {
    const places = all("[data-g]", cause);
    cause.hidden = chosen.gemeente !== "" && places.length > 0 && !places.some(belongs);
  }
  const here = causes.filter((cause) => !cause.hidden).length;
  const name = document.querySelector("#kies option:checked")?.textContent;
  for (const sentence of all(".in-gemeente")) {
    sentence.hidden = chosen.gemeente === "";
    sentence.textContent = `${name}: ${here} van de ${causes.length} oorzaken gaan ook hierover.`;
  }
}

/** Shows the findings that fit, and tells how many these are. */
function filterFindings() {
  const findings = all("[data-ernst]");
  for (const finding of findings) finding.hidden = !fits(finding);
  showHeadings();
  const shown = findings.filter((finding) => !finding.hidden).length;
  const text = `${shown} van ${counted(findings.length, "bevinding", "bevindingen")}`;
  return tellCount(text);
}

/** @param {string} text */
function tellCount(text) {
  for (const line of all(".filter .telling")) line.textContent = text;
  return text;
}

/** @param {HTMLElement} finding */
function fits(finding) {
  const places = all("[data-g]", finding);
  return (
    (!chosen.ernst || finding.dataset.ernst === chosen.ernst) &&
    (!chosen.familie || finding.dataset.familie === chosen.familie) &&
    (!chosen.oorzaak || holdsCause(finding, chosen.oorzaak)) &&
    (!chosen.eigenaar || ownersOf(finding).includes(chosen.eigenaar)) &&
    (!chosen.tekst.trim() || isAbout(finding, chosen.tekst)) &&
    (!chosen.gemeente || places.length === 0 || places.some(belongs))
  );
}

/** A heading goes when all that stands below it is filtered away. */
function showHeadings() {
  for (const heading of all("#bevindingen > h3")) {
    let stays = false;
    for (let next = heading.nextElementSibling; next && next.tagName !== "H3"; next = next.nextElementSibling) {
      stays ||= !(/** @type {HTMLElement} */ (next).hidden);
    }
    heading.hidden = !stays;
  }
}
