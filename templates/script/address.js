// @ts-check
// The address of the page holds what is chosen in the filter, so that a link shows the same.

const CHOICES = ["gemeente", "ernst", "familie", "eigenaar", "oorzaak", "tekst"];
const CHOSEN = "#toon?";

/**
 * The choice in an address; null when it is another kind of link.
 * @param {string} hash
 * @returns {Record<string, string> | null}
 */
function choiceIn(hash) {
  if (!hash.startsWith(CHOSEN)) return null;
  const asked = new URLSearchParams(hash.slice(CHOSEN.length));
  return Object.fromEntries(CHOICES.map((kind) => [kind, asked.get(kind) ?? ""]));
}

/**
 * A text with many digits may be about a person, and does not come in the address.
 * @param {Record<string, string>} choice
 */
function showChoice(choice) {
  const kept = Object.entries(choice).filter(([, value]) => value !== "" && value.replace(/\D/g, "").length < 6);
  const hash = kept.length > 0 ? CHOSEN + new URLSearchParams(kept) : "";
  if (hash === "" && choiceIn(location.hash) === null) return;
  try {
    history.replaceState(null, "", hash || location.pathname + location.search);
  } catch {
    // Where the address may not change, the page still does.
  }
}
