// @ts-check
// What every part of the page needs of the document.

/**
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {HTMLElement[]}
 */
function all(selector, within = document) {
  return /** @type {HTMLElement[]} */ ([...within.querySelectorAll(selector)]);
}

/**
 * The one element of this id, which the page always has.
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} id
 * @returns {E}
 */
function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id}`);
  return /** @type {E} */ (found);
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} text
 * @returns {HTMLElement}
 */
function make(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/**
 * @param {string} text
 * @param {string} className
 * @param {() => void} act
 * @param {string} [name] for who does not see where the button stands
 * @returns {HTMLButtonElement}
 */
function makeButton(text, className, act, name) {
  const button = /** @type {HTMLButtonElement} */ (make("button", className, text));
  button.type = "button";
  if (name) button.setAttribute("aria-label", name);
  button.addEventListener("click", act);
  return button;
}

/**
 * Text as it stands on the page, with single spaces, without what the reader's own file added.
 * @param {Element | null | undefined} element
 * @returns {string}
 */
function readText(element) {
  if (!element) return "";
  const copy = /** @type {Element} */ (element.cloneNode(true));
  for (const added of copy.querySelectorAll(".persoon, button, .gedaan")) added.remove();
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
}

/**
 * Tells a screen reader.
 * @param {string} text
 */
function announce(text) {
  byId("melding").textContent = text;
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} more
 */
function counted(count, one, more) {
  return `${count.toLocaleString("nl-NL")} ${count === 1 ? one : more}`;
}
