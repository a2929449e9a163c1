// Telegram puts what it says of the reader behind the address; nothing of Telegram's own needs to be loaded for that.
const said = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
const form = document.getElementById("come");
if (said && form) {
  form.elements.said.value = said;
  history.replaceState(null, "", location.pathname);
  form.submit();
}
