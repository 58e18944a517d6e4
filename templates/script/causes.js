// @ts-check
// Causes: which places they hold, who can mend them, and what can be done with each.

/**
 * @param {HTMLElement} element a finding, or a place of it
 * @param {string} number
 */
function holdsCause(element, number) {
  return causesOf(element).includes(number);
}

/** @param {HTMLElement} element */
function causesOf(element) {
  const told = /** @type {HTMLElement | null} */ (element.closest("[data-oorzaak]"));
  return (told?.dataset.oorzaak ?? "").split(" ").filter(Boolean);
}

/**
 * Who can mend a finding, or a place of it.
 * @param {HTMLElement} element
 * @returns {string[]}
 */
function ownersOf(element) {
  if (element.dataset.eigenaar !== undefined) return element.dataset.eigenaar.split(" ");
  return [...new Set(causesOf(element).map((number) => causeOf(number)?.dataset.eigenaar ?? ""))];
}

/** @type {Map<string, HTMLLIElement>} */
const causes = new Map();

/** @param {string} number */
function causeOf(number) {
  if (causes.size === 0) for (const cause of allCauses()) causes.set(String(cause.value), cause);
  return causes.get(number);
}

function allCauses() {
  return /** @type {HTMLLIElement[]} */ (all(".oorzaken > li"));
}

/** Each cause gets its buttons. */
function startCauses() {
  for (const cause of allCauses()) {
    const number = String(cause.value);
    const name = readText(cause.querySelector("h3"));
    const buttons = make("p", "knoppen", "");
    buttons.append(
      makeButton("Toon de plaatsen", "", () => showCause(number), `Toon de plaatsen van: ${name}`),
      makeButton(
        "Werklijst (CSV)",
        "",
        () => offerWorklist((row) => holdsCause(row, number)),
        `Werklijst van: ${name}`,
      ),
    );
    if (cause.dataset.eigenaar === "leverancier") {
      const act = () => showMessage((finding) => holdsCause(finding, number));
      buttons.append(makeButton("Bericht aan uw leverancier", "", act, `Bericht aan uw leverancier over: ${name}`));
    }
    cause.querySelector("details > div")?.append(buttons);
  }
}

/** @param {string} number */
function showCause(number) {
  choose("oorzaak", number);
  byId("bevindingen").scrollIntoView();
  byId("filter-oorzaak").focus({ preventScroll: true });
}

/** @type {WeakMap<HTMLElement, string>} */
const searched = new WeakMap();

/**
 * Whether a text stands in a finding as the report tells it; what the reader's own file added is not searched.
 * @param {HTMLElement} finding
 * @param {string} text
 */
function isAbout(finding, text) {
  if (!searched.has(finding)) searched.set(finding, readText(finding).toLowerCase());
  return searched.get(finding)?.includes(text.trim().toLowerCase());
}

/** The message of a finding, without its severity. @param {HTMLElement} finding */
function titleOf(finding) {
  return readText(finding.querySelector("h4")).replace(/^(Fout|Waarschuwing|Signaal) /, "");
}
