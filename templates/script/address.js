// @ts-check
// The address of the page holds what is chosen in the filter, so that a link shows the same.

// A cause is named by its key there: its number changes when another cause comes or goes.

const CHOSEN = "#toon?";

/**
 * The choice in an address; null when it is another kind of link.
 * @param {string} hash
 * @returns {Record<string, string> | null}
 */
function choiceIn(hash) {
  if (!hash.startsWith(CHOSEN)) return null;
  const asked = new URLSearchParams(hash.slice(CHOSEN.length));
  const choice = Object.fromEntries(Object.keys(chosen).map((kind) => [kind, asked.get(kind) ?? ""]));
  const cause = allCauses().find((one) => one.dataset.sleutel === choice.oorzaak);
  return { ...choice, oorzaak: cause ? String(cause.value) : "" };
}

/** Whether an address asks for a cause that this report does not have. @param {string} hash */
function asksLostCause(hash) {
  const asked = hash.startsWith(CHOSEN) && new URLSearchParams(hash.slice(CHOSEN.length)).get("oorzaak");
  return Boolean(asked) && choiceIn(hash)?.oorzaak === "";
}

/**
 * A text with many digits may be about a person, and does not come in the address.
 * @param {Record<string, string>} choice
 */
function showChoice(choice) {
  const named = { ...choice, oorzaak: causeOf(choice.oorzaak)?.dataset.sleutel ?? "" };
  const kept = Object.entries(named).filter(([, value]) => value !== "" && value.replace(/\D/g, "").length < 6);
  const hash = kept.length > 0 ? CHOSEN + new URLSearchParams(kept) : "";
  if (hash === "" && choiceIn(location.hash) === null) return;
  try {
    history.replaceState(null, "", hash || location.pathname + location.search);
  } catch {
    // Where the address may not change, the page still does.
  }
}
