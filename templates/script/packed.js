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
    const { content } = gemeente === "" ? document.createElement("template") : await unpacked(holder);
    if (holder.dataset.toont !== gemeente) return;
    const own = [...content.children].filter((part) => /** @type {HTMLElement} */ (part).dataset.g === gemeente);
    holder.replaceChildren(...own.map((part) => part.cloneNode(true)));
    for (const table of all("table", holder)) makeSortable(/** @type {HTMLTableElement} */ (table));
    const hint = holder.parentElement?.querySelector(".kies-eerst");
    if (hint) /** @type {HTMLElement} */ (hint).hidden = own.length > 0;
  }
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
