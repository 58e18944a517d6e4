"use strict";
// A link to a finding opens the places that belong to it.
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (const details of target ? target.querySelectorAll("details") : []) details.open = true;
}
addEventListener("hashchange", openTarget);
openTarget();
