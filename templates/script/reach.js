// @ts-check
// What can be reached: regions that scroll by keyboard, and what a link leads to.

/** A region that scrolls is a stop for the keyboard; one that does not is none. */
function makeReachable() {
  const regions = all(".tabelvak").map((region) => ({ region, scrolls: region.scrollWidth > region.clientWidth }));
  for (const { region, scrolls } of regions) {
    if (!scrolls) {
      for (const name of ["tabindex", "role", "aria-label"]) region.removeAttribute(name);
      continue;
    }
    region.tabIndex = 0;
    region.setAttribute("role", "group");
    region.setAttribute("aria-label", region.querySelector("caption")?.textContent ?? "Plaatsen in het bestand");
  }
}

/**
 * Opens what a link leads to, and shows it when it was filtered away.
 * @param {string} hash
 */
function openTarget(hash) {
  const choice = choiceIn(hash);
  if (choice) {
    chooseAll(choice);
    if (asksLostCause(hash)) {
      announce(tellCount(`${filterFindings()}. De oorzaak van deze link staat niet in dit rapport.`));
    }
    byId("bevindingen").scrollIntoView();
    return;
  }
  const target = document.getElementById(hash.slice(1));
  if (!target) return;
  if (target.hidden) {
    chooseAll(Object.fromEntries(Object.keys(chosen).map((kind) => [kind, ""])));
    showChoice(chosen);
  }
  for (let around = target.closest("details"); around; around = around.parentElement?.closest("details") ?? null) {
    around.open = true;
  }
  if (target.matches("article, .oorzaken > li"))
    for (const details of all("details", target)) details.toggleAttribute("open", true);
}
