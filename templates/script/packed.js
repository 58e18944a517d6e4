// @ts-check
// What only one gemeente needs: packed in a large page, and drawn when that gemeente is picked.

/** @type {WeakMap<HTMLElement, Promise<HTMLTemplateElement>>} */
const unpackedParts = new WeakMap();

/**
 * Shows the parts of a gemeente, and none when all are chosen.
 * @param {string} gemeente
 */
async function showPacked(gemeente) {
  for (const holder of all("[data-ingepakt]")) {
    holder.dataset.toont = gemeente;
    const hint = /** @type {HTMLElement | null | undefined} */ (holder.parentElement?.querySelector(".kies-eerst"));
    const template = gemeente === "" ? document.createElement("template") : await unpacked(holder).catch(() => null);
    if (holder.dataset.toont !== gemeente) return;
    if (!template) {
      if (hint)
        hint.textContent = "Deze browser is te oud om dit te tonen. De cijfers staan in de tabellen en in Excel.";
      continue;
    }
    const own = [...template.content.children].filter(
      (part) => /** @type {HTMLElement} */ (part).dataset.g === gemeente,
    );
    holder.replaceChildren(...own.map((part) => part.cloneNode(true)));
    for (const table of all("table", holder)) makeSortable(/** @type {HTMLTableElement} */ (table));
    if (hint) hint.hidden = own.length > 0;
  }
}

/** Unpacks when the page has nothing else to do, so that the first pick is as quick as the next. */
function preparePacked() {
  const whenIdle = globalThis.requestIdleCallback ?? ((act) => setTimeout(act, 300));
  for (const holder of all("[data-ingepakt]")) whenIdle(() => unpacked(holder).catch(() => undefined));
}

/** @param {HTMLElement} holder */
function unpacked(holder) {
  const known = unpackedParts.get(holder) ?? unpackPart(holder.dataset.ingepakt ?? "");
  unpackedParts.set(holder, known);
  return known;
}

/**
 * @param {string} text base64 of deflated HTML that this report itself holds
 * @returns {Promise<HTMLTemplateElement>}
 */
async function unpackPart(text) {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const template = document.createElement("template");
  template.innerHTML = await new Response(stream).text();
  return template;
}
