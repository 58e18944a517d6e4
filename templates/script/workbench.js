// @ts-check
// The section "Aan het werk": its controls come to life.

function startWorkbench() {
  const section = byId("werkbank");
  const template = /** @type {HTMLTemplateElement | null} */ (section.querySelector("template"));
  if (!template) return;
  section.append(template.content);
  section.hidden = false;
  startLookup();
  startWorklist();
  startSupplier();
  startCauses();
  startDone();
  byId("druk-ondertekening").addEventListener("click", printSignOff);
}

/** Only the last section goes to the printer. */
function printSignOff() {
  document.body.classList.add("alleen-ondertekening");
  addEventListener("afterprint", () => document.body.classList.remove("alleen-ondertekening"), { once: true });
  print();
}
