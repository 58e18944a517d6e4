// @ts-check
// Everything essential stands on the page without scripts; here what they add comes to life.

for (const element of all(".filter, .kiezer")) element.hidden = false;
for (const kind of /** @type {Kind[]} */ (Object.keys(chosen))) {
  for (const control of controlsOf(kind)) control.addEventListener("input", () => choose(kind, control.value));
}
for (const table of all("main .tabelvak > table")) makeSortable(/** @type {HTMLTableElement} */ (table));
startWorkbench();
showAllPlaces();
document.addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest("a[href^='#']");
  if (link) openTarget(/** @type {HTMLAnchorElement} */ (link).hash);
});
document.addEventListener("toggle", makeReachable, true);
addEventListener("resize", makeReachable);
addEventListener("hashchange", () => openTarget(location.hash));
filterFindings();
makeReachable();
openTarget(location.hash);
preparePacked();
