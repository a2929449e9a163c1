// The desk works without this; it adds keys: j and k move, x selects, a approves, r returns, n rejects.
const cards = [...document.querySelectorAll("article.claim")];
const form = document.getElementById("desk");
const words = document.getElementById("words");
const all = document.getElementById("all");
let at = -1;
function go(to) {
  at = Math.max(0, Math.min(cards.length - 1, to));
  const card = cards[at];
  if (card) { card.focus({ preventScroll: true }); card.scrollIntoView({ block: "nearest" }); }
}
function box(card) { return card.querySelector("input[type=checkbox]"); }
function decide(verb) {
  const button = form.querySelector(`button[name=do][value=${verb}]`);
  if (!cards.some((card) => box(card).checked) && cards[at]) box(cards[at]).checked = true;
  const reason = form.elements.reason.value || words.value;
  if (verb !== "approve" && !reason) { words.focus(); return; }
  form.requestSubmit(button);
}
const keys = {
  j: () => go(at + 1), k: () => go(at - 1),
  x: () => { if (cards[at]) box(cards[at]).checked = !box(cards[at]).checked; },
  a: () => decide("approve"), r: () => decide("return"), n: () => decide("reject"),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[type=text], textarea, select")) return;
  const act = keys[event.key];
  if (act && form) { event.preventDefault(); act(); }
});
cards.forEach((card, index) => card.addEventListener("focus", () => { at = index; }));
if (all) all.addEventListener("change", () => cards.forEach((card) => { box(card).checked = all.checked; }));
