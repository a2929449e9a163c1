// The page: several people of one branch side by side, each with the group and the private chat with the bot.
import { language, speak, word, WORDS, kindWord } from "./words.js";
import { avatar, bubble, dayKey, dayName, glyph, make, momentName, serviceLine, setOffset } from "./draw.js";
import { withSigns } from "./signs.js";

const $ = (id) => document.getElementById(id);
const state = { hello: null, chats: new Map(), commands: {}, columns: [], status: null, moving: false };

// --- talking to the server ---

async function post(path, body) {
  const form = body instanceof FormData;
  const answer = await fetch(`/page/${path}`, { method: "POST", body: form ? body : JSON.stringify(body), headers: form ? {} : { "Content-Type": "application/json" } });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}
function tried(promise) { return promise.catch((error) => { $("lost").textContent = word("failed", { why: error.message }); $("lost").hidden = false; setTimeout(() => { $("lost").hidden = true; }, 5000); }); }

let delay = 300;
function connect() {
  const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/page/socket`);
  socket.onmessage = (event) => { delay = 300; $("lost").hidden = true; hear(JSON.parse(event.data)); };
  socket.onclose = () => {
    $("lost").textContent = word("lost"); $("lost").hidden = false;
    setTimeout(connect, delay); delay = Math.min(5000, delay * 2);
  };
}

function hear(event) {
  if (event.type === "hello") return begin(event);
  if (event.type === "commands") { state.commands = event.commands; return undefined; }
  if (event.type === "status") return showStatus(event.status);
  if (event.type === "toast") return columnOf(event.user)?.toast(event);
  const chat = state.chats.get(event.message?.chat ?? event.chat);
  if (!chat) return undefined;
  if (event.type === "delete") { chat.messages = chat.messages.filter((one) => one.id !== event.id); for (const column of state.columns) column.forget(chat); return undefined; }
  const at = chat.messages.findIndex((one) => one.id === event.message.id);
  const isNew = at < 0;
  if (isNew) chat.messages.push(event.message); else chat.messages[at] = event.message;
  for (const column of state.columns) column.hear(chat, event.message, isNew);
  return isNew ? askStatus() : undefined;
}
let asking = 0;
function askStatus() { clearTimeout(asking); asking = setTimeout(async () => { if (!state.moving) showStatus(await (await fetch("/page/status")).json()); }, 400); }

const columnOf = (id) => state.columns.find((column) => column.person.id === id);

// --- one person's column ---

class Column {
  constructor(person) {
    this.person = person;
    this.unread = { group: 0, private: 0 };
    this.tab = person.opens ?? "group";
    this.files = [];
    this.draft = { group: "", private: "" };
    this.context = null;
    this.picked = -1;
    this.build();
    this.show(this.tab);
  }
  get chat() { return state.chats.get(this.tab === "group" ? state.hello.group : this.person.id); }
  get caption() { return this.person.caption[language()] ?? ""; }

  build() {
    const { person } = this;
    this.tabs = {};
    for (const tab of ["group", "private"]) {
      this.tabs[tab] = make("button", { type: "button", role: "tab", id: `tab-${person.id}-${tab}`, "aria-controls": `log-${person.id}`, onclick: () => this.show(tab) }, icon(tab === "group" ? "people" : "lock"), make("span", {}), make("i", { class: "badge", hidden: true }));
    }
    const tablist = make("div", { class: "tabs", role: "tablist", "aria-label": person.name, onkeydown: (event) => { if (/Arrow(Left|Right)/.test(event.key)) { this.show(this.tab === "group" ? "private" : "group"); this.tabs[this.tab].focus(); } } }, this.tabs.group, this.tabs.private);
    this.role = make("small", {});
    const head = make("header", { class: "head" }, make("div", { class: "person" }, avatar(person.id, person.name), make("div", { class: "who" }, make("h2", {}, person.name), this.role)), tablist);
    this.log = make("ol", { class: "log", role: "log", id: `log-${person.id}`, tabindex: "0" });
    this.log.addEventListener("scroll", () => { this.down.hidden = this.atEnd(); if (this.atEnd()) this.read(); }, { passive: true });
    this.down = make("button", { type: "button", class: "down round", hidden: true, onclick: () => this.scroll() }, "↓");
    this.note = make("div", { class: "toast", role: "status", hidden: true });
    this.hints = make("ul", { class: "hints", role: "listbox", id: `hints-${person.id}`, hidden: true });
    this.bar = make("div", { class: "context", hidden: true });
    this.trays = make("div", { class: "tray", hidden: true });
    this.keys = make("div", { class: "reply-keys", hidden: true });
    this.input = make("textarea", { rows: "1", enterkeyhint: "send", autocomplete: "off", "aria-controls": `hints-${person.id}`, "aria-autocomplete": "list" });
    this.input.addEventListener("input", () => { this.draft[this.tab] = this.input.value; this.grow(); this.hint(); });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => { this.hints.hidden = true; });
    this.input.addEventListener("paste", (event) => { const files = [...event.clipboardData.files]; if (files.length) { event.preventDefault(); this.attach(files); } });
    this.file = make("input", { type: "file", multiple: true, hidden: true, tabindex: "-1" });
    this.file.addEventListener("change", () => { this.attach([...this.file.files]); this.file.value = ""; });
    this.clip = make("button", { type: "button", class: "icon", onclick: () => this.file.click() }, icon("clip"));
    this.menu = make("button", { type: "button", class: "icon", onclick: () => { this.fill(this.input.value || "/"); } }, "/");
    this.go = make("button", { type: "submit", class: "icon send" }, icon("send"));
    this.starter = make("button", { type: "button", class: "next start", hidden: true, onclick: () => tried(post("start", { as: this.person.id })) });
    const form = make("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); this.send(); } }, this.file, this.clip, this.menu, this.input, this.go);
    const foot = make("footer", { class: "foot" }, this.hints, this.bar, this.trays, this.keys, this.starter, form);
    this.element = make("section", { class: "column", id: `person-${person.id}`, "aria-label": person.name }, head, make("div", { class: "pane" }, this.log, this.down, this.note), foot);
    this.element.addEventListener("dragover", (event) => event.preventDefault());
    this.element.addEventListener("drop", (event) => { event.preventDefault(); this.attach([...event.dataTransfer.files]); });
  }

  words() {
    const group = state.chats.get(state.hello.group);
    const title = group?.title ?? word("group");
    const alone = word("private", { bot: state.hello.bot.name });
    for (const [tab, text, hint] of [["group", title, `${title} · ${word("members", { n: group?.members ?? 0 })}`], ["private", alone, word("privateHint")]]) { this.tabs[tab].querySelector("span").textContent = text; this.tabs[tab].title = hint; }
    this.role.textContent = this.caption;
    const chip = document.querySelector(`[data-person="${this.person.id}"] small`);
    if (chip) chip.textContent = this.caption;
    for (const [element, name] of [[this.clip, "attach"], [this.menu, "menu"], [this.go, "send"], [this.down, "down"]]) { element.setAttribute("aria-label", word(name)); element.title = word(name); }
    this.starter.textContent = word("start");
    const label = word(this.tab === "group" ? "write" : "writePrivate");
    this.input.placeholder = label; this.input.setAttribute("aria-label", `${this.person.name} · ${label}`);
    this.log.setAttribute("aria-label", `${this.person.name} · ${this.tab === "group" ? title : alone}`);
    this.badges();
  }

  show(tab) {
    this.tab = tab;
    for (const [name, button] of Object.entries(this.tabs)) { button.setAttribute("aria-selected", String(name === tab)); button.tabIndex = name === tab ? 0 : -1; }
    this.input.value = this.draft[tab];
    this.setContext(null);
    this.redraw();
  }
  redraw() {
    this.log.replaceChildren();
    this.lastDay = "";
    const messages = this.chat?.messages ?? [];
    for (const message of messages) this.append(message);
    if (!messages.length) this.log.append(make("li", { class: "empty" }, make("p", {}, word(this.tab === "private" ? "startHint" : "empty"))));
    this.lastKeyboard();
    this.words(); this.grow(); this.read();
    this.starter.hidden = !(this.tab === "private" && !messages.length);
    requestAnimationFrame(() => this.scroll(true));
  }
  append(message) {
    const day = dayKey(message.date);
    this.log.querySelector(".empty")?.remove();
    if (day !== this.lastDay) { this.log.append(make("li", { class: "service day" }, make("span", {}, dayName(message.date)))); this.lastDay = day; }
    const before = this.log.lastElementChild;
    if (message.album && before?.dataset.album === message.album) {
      const parts = this.chat.messages.filter((one) => one.album === message.album && one.id <= message.id);
      const joined = this.item(parts.find((one) => one.text) ?? parts[0], parts);
      joined.classList.toggle("follows", before.classList.contains("follows"));
      before.replaceWith(joined);
      return;
    }
    const item = this.item(message);
    if (before?.dataset.from === String(message.from) && message.from) item.classList.add("follows");
    this.log.append(item);
  }
  item(message, album = [message]) {
    return message.service ? serviceLine(message) : bubble(message, this.person, this.tab === "group", {
      press: (...press) => this.press(...press), reply: (one) => this.setContext({ reply: one }), edit: (one) => this.setContext({ edit: one }), jump: (id) => this.jump(id),
      command: (text) => this.say(text), picture: openPicture, link: (url) => this.link(url),
    }, album);
  }
  hear(chat, message, isNew) {
    const tab = chat.id === this.person.id ? "private" : chat.id === state.hello.group ? "group" : null;
    if (!tab) return;
    if (tab !== this.tab) { if (isNew && message.from !== this.person.id) { this.unread[tab] += 1; this.badges(); if (tab === "private") pulse(this.tabs[tab]); } return; }
    const end = this.atEnd();
    this.starter.hidden = true;
    if (isNew) {
      this.append(message);
      if (!end && message.from !== this.person.id) { this.unread[tab] += 1; this.badges(); }
      if (message.asks && (tab === "private" || message.reply)) { const asked = chat.messages.find((one) => one.id === message.reply?.id); if (tab === "private" || asked?.from === this.person.id) this.setContext({ reply: message }); }
    } else if (message.album) {
      this.redraw();
    } else {
      const old = this.log.querySelector(`[data-id="${message.id}"]`);
      const item = this.item(message);
      if (old?.classList.contains("follows")) item.classList.add("follows");
      item.classList.add("changed");
      old?.replaceWith(item);
    }
    this.lastKeyboard();
    if (end || message.from === this.person.id) requestAnimationFrame(() => this.scroll());
  }
  forget(chat) { if (chat === this.chat) { const at = this.log.scrollTop; this.redraw(); this.log.scrollTop = at; } }

  atEnd() { return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 60; }
  scroll(now = false) { this.log.scrollTo({ top: this.log.scrollHeight, behavior: now ? "instant" : "auto" }); this.read(); }
  read() { this.unread[this.tab] = 0; this.badges(); }
  badges() {
    for (const [tab, count] of Object.entries(this.unread)) {
      const badge = this.tabs[tab].querySelector(".badge");
      badge.hidden = !count; badge.textContent = count > 99 ? "99+" : count; badge.setAttribute("aria-label", word("unread", { n: count }));
    }
    const total = this.unread.group + this.unread.private;
    const chip = document.querySelector(`[data-person="${this.person.id}"] .badge`);
    if (chip) { chip.hidden = !this.unread.private; chip.textContent = this.unread.private; chip.title = word("unread", { n: total }); }
  }
  jump(id) { const item = this.log.querySelector(`[data-id="${id}"]`); if (item) { item.scrollIntoView({ block: "center" }); pulse(item); } }

  // --- writing ---

  fill(text) { this.input.value = text; this.draft[this.tab] = text; this.grow(); this.input.focus(); this.hint(); }
  grow() { this.input.style.height = "auto"; this.input.style.height = `${Math.min(140, this.input.scrollHeight)}px`; }
  setContext(context) {
    this.context = context;
    this.bar.hidden = !context;
    if (!context) { this.bar.replaceChildren(); return; }
    const message = context.reply ?? context.edit;
    this.bar.replaceChildren(make("span", {}, make("b", {}, context.reply ? word("replying", { name: message.name }) : word("editing")), make("small", {}, ...withSigns(message.text || word("photo")))),
      make("button", { type: "button", class: "round", "aria-label": word("cancel"), onclick: () => { this.setContext(null); if (context.edit) this.fill(""); } }, "×"));
    if (context.edit) this.fill(message.text); else this.input.focus({ preventScroll: true });
  }
  attach(files) { this.files.push(...files); this.tray(); this.input.focus(); }
  tray() {
    this.trays.hidden = !this.files.length;
    this.trays.replaceChildren(...this.files.map((file, index) => make("span", { class: "chip" }, file.type.startsWith("image/") ? make("img", { src: URL.createObjectURL(file), alt: file.name }) : make("span", {}, file.name),
      make("button", { type: "button", class: "round", "aria-label": `${word("remove")} ${file.name}`, onclick: () => { this.files.splice(index, 1); this.tray(); } }, "×"))));
  }
  send() {
    const text = this.input.value.trim();
    if (!text && !this.files.length) return;
    const { context, files } = this;
    this.files = []; this.tray(); this.fill(""); this.setContext(null); this.hints.hidden = true;
    if (context?.edit) tried(post("edit", { as: this.person.id, chat: this.chat.id, id: context.edit.id, text }));
    else this.say(text, context?.reply, files);
  }
  say(text, reply = null, files = []) {
    const form = new FormData();
    form.set("as", this.person.id); form.set("chat", this.chat.id); form.set("text", text);
    if (reply) form.set("reply_to", reply.id);
    for (const file of files) form.append(/^image\/(png|jpeg|gif|webp)$/.test(file.type) ? "photo" : "document", file);
    return tried(post("say", form));
  }
  lastKeyboard() {
    const withKeys = [...(this.chat?.messages ?? [])].reverse().find((message) => message.keyboard);
    this.keys.hidden = this.tab !== "private" || !withKeys?.keyboard?.length;
    this.keys.replaceChildren(...(withKeys?.keyboard ?? []).map((row) => make("div", { class: "keys" }, ...row.map((text) => make("button", { type: "button", class: "key", onclick: () => this.say(text) }, text)))));
  }
  link(url) {
    const match = /^(?:https?:\/\/t\.me\/|tg:\/\/resolve\?domain=)(\w+)[?&]start=([\w-]{1,64})$/.exec(url);
    if (/^http:\/\/(127\.0\.0\.1|localhost):\d+\//.test(url)) { openApp(url); return true; }
    if (!match || match[1].toLowerCase() !== state.hello.bot.username.toLowerCase()) return false;
    this.show("private");
    tried(post("start", { as: this.person.id, payload: match[2] }));
    return true;
  }
  press(message, row, column, button, element) {
    if (button.kind === "url") { if (!this.link(button.url)) window.open(button.url, "_blank", "noopener"); return; }
    if (button.kind === "app") { tried(post("open", { as: this.person.id, chat: message.chat, id: message.id, row, column }).then((told) => openApp(told.url))); return; }
    element.classList.add("waiting");
    setTimeout(() => element.classList.remove("waiting"), 8000);
    tried(post("press", { as: this.person.id, chat: message.chat, id: message.id, row, column }));
  }
  toast(event) {
    for (const key of this.log.querySelectorAll(".waiting")) key.classList.remove("waiting");
    if (!event.text) return;
    if (event.alert) { $("alert").querySelector("p").replaceChildren(...withSigns(event.text)); $("alert").showModal(); return; }
    this.note.replaceChildren(...withSigns(event.text)); this.note.hidden = false;
    clearTimeout(this.fading);
    this.fading = setTimeout(() => { this.note.hidden = true; }, Math.min(9000, 3000 + event.text.length * 60));
  }

  // --- command hints ---

  hint() {
    const match = /^\/(\w*)$/.exec(this.input.value);
    const known = state.commands[this.person.id]?.[this.tab] ?? [];
    const found = match ? known.filter((one) => one.command.startsWith(match[1].toLowerCase())) : [];
    this.picked = -1;
    this.hints.hidden = !found.length;
    this.hints.replaceChildren(...found.map((one, index) => make("li", { role: "option", id: `hint-${this.person.id}-${index}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); this.choose(one); } }, make("b", {}, `/${one.command}`), make("span", {}, one.description))));
    this.found = found;
  }
  choose(one) { this.hints.hidden = true; this.fill(`/${one.command} `); }
  pick(step) {
    const items = [...this.hints.children];
    this.picked = (this.picked + step + items.length) % items.length;
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === this.picked)));
    items[this.picked].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", items[this.picked].id);
  }
  key(event) {
    const hinting = !this.hints.hidden;
    if (event.isComposing || event.keyCode === 229) return;
    if (hinting && (event.key === "ArrowDown" || event.key === "ArrowUp")) { event.preventDefault(); this.pick(event.key === "ArrowDown" ? 1 : -1); }
    else if (hinting && this.picked >= 0 && (event.key === "Tab" || event.key === "Enter")) { event.preventDefault(); this.choose(this.found[this.picked]); }
    else if (event.key === "Escape") { if (hinting) this.hints.hidden = true; else this.setContext(null); }
    else if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); this.send(); }
  }
}

// --- the page ---

const ICONS = { clip: "M19 11.5l-7.4 7.4a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-7.9 7.9a1.5 1.5 0 0 1-2.2-2.1l7-7", send: "M4 12l16-8-5 17-3.5-7z",
  people: "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3 19.5c.3-3.6 2.6-5.5 6-5.5s5.7 1.9 6 5.500M15.5 5a3 3 0 0 1 0 5.800M17.3 14.300c2.2.7 3.5 2.5 3.7 5.2", lock: "M6.5 11h11a1.5 1.5 0 0 1 1.5 1.500v6a1.5 1.5 0 0 1-1.5 1.500h-11A1.5 1.5 0 0 1 5 18.500v-6A1.5 1.5 0 0 1 6.5 11zM8.5 11V8a3.5 3.5 0 0 1 7 0v3" };
const icon = (name) => glyph(ICONS[name]);
function pulse(element) { if (!element) return; element.classList.remove("pulse"); void element.offsetWidth; element.classList.add("pulse"); setTimeout(() => element.classList.remove("pulse"), 2600); }
function openApp(url) { $("app").querySelector("iframe").src = url; $("app").showModal(); }
function openPicture(url) { $("picture").querySelector("img").src = url; $("picture").showModal(); }

function begin(hello) {
  state.hello = hello;
  state.chats = new Map(hello.chats.map((chat) => [chat.id, chat]));
  state.commands = hello.commands;
  speak(hello.language);
  const tabs = new Map(state.columns.map((column) => [column.person.id, [column.tab, column.draft]]));
  setOffset(hello.status.now);
  state.columns = hello.cast.map((person) => new Column(person));
  $("columns").replaceChildren(...state.columns.map((column) => column.element));
  for (const column of state.columns) { const kept = tabs.get(column.person.id); if (kept) { column.draft = kept[1]; column.show(kept[0]); } else column.redraw(); }
  $("people").replaceChildren(...hello.cast.map((person) => make("button", { type: "button", "data-person": person.id, onclick: () => goTo(person.id) }, avatar(person.id, person.name), make("span", {}, person.name, make("small", {}, person.caption[language()] ?? "")), make("i", { class: "badge", hidden: true }))));
  watch();
  $("reset").hidden = !hello.can.reset;
  translate();
  showStatus(hello.status);
  if (!localStorage.getItem("guide-closed") && innerWidth > 1000) toggleGuide(true);
}
function goTo(id) { columnOf(id)?.element.scrollIntoView({ inline: "start", block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" }); }
let watcher = null;
function watch() {
  watcher?.disconnect();
  watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) document.querySelector(`[data-person="${entry.target.id.slice(7)}"]`)?.toggleAttribute("aria-current", entry.isIntersecting);
  }, { root: $("columns"), threshold: 0.6 });
  for (const column of state.columns) watcher.observe(column.element);
  measure();
}
function measure() { document.body.classList.toggle("crowded", $("columns").scrollWidth > $("columns").clientWidth + 2); }
new ResizeObserver(measure).observe($("columns"));

function translate() {
  document.documentElement.lang = language().replace("_", "-");
  document.title = word("title");
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", word(element.dataset.label));
  for (const button of $("languages").children) button.setAttribute("aria-pressed", String(button.dataset.language === language()));
  $("help").setAttribute("aria-label", word("help")); $("help").title = word("help");
  $("guide-close").setAttribute("aria-label", word("close"));
  for (const button of document.querySelectorAll("dialog.picture button")) button.setAttribute("aria-label", word("close"));
  drawSteps();
}
function showStatus(status) {
  state.status = status;
  setOffset(status.now);
  $("now").textContent = momentName(status.now); $("now").dateTime = status.now;
  const { next } = status;
  const kind = next && (next.label?.[language()] ?? kindWord(next.kind));
  $("next-words").textContent = state.moving ? word("moving") : next ? word("next") : word("noNext");
  $("next").title = next ? word("nextAt", { kind, at: momentName(next.at, true) }) : "";
  $("next").setAttribute("aria-label", next ? `${word("next")} · ${kind} · ${momentName(next.at, true)}` : word("noNext"));
  let small = $("next").querySelector("small");
  if (!small) { small = make("small"); $("next-words").after(small); }
  small.textContent = next && !state.moving ? `${kind} · ${momentName(next.at, true)}` : "";
  $("next").disabled = state.moving || !next; $("hour").disabled = $("day").disabled = state.moving;
}
async function move(seconds) {
  state.moving = true; showStatus(state.status);
  const answer = await tried(post("advance", { seconds }));
  state.moving = false; showStatus(answer?.status ?? state.status);
}
$("next").addEventListener("click", () => move(null));
$("hour").addEventListener("click", () => move(3600));
$("day").addEventListener("click", () => move(86400));
$("reset").addEventListener("click", () => { if (confirm(word("resetAsk"))) tried(post("reset", {})); });
$("languages").addEventListener("click", async (event) => {
  const code = event.target.dataset.language;
  if (!code) return;
  speak(code); translate(); showStatus(state.status);
  for (const column of state.columns) column.redraw();
  await tried(post("language", { language: code }));
});
$("picture").addEventListener("click", (event) => { if (event.target === $("picture")) $("picture").close(); });
document.addEventListener("keydown", (event) => {
  if (event.altKey && /^[1-9]$/.test(event.key)) { const column = state.columns[Number(event.key) - 1]; if (column) { event.preventDefault(); goTo(column.person.id); column.input.focus({ preventScroll: true }); } }
});
setInterval(askStatus, 20000);

// --- the guide ---

function toggleGuide(open) {
  $("guide").hidden = !open; $("help").setAttribute("aria-expanded", String(open));
  document.body.classList.toggle("guided", open);
  for (const column of state.columns) column.grow();
  measure();
}
$("help").addEventListener("click", () => toggleGuide($("guide").hidden));
$("guide-close").addEventListener("click", () => { toggleGuide(false); localStorage.setItem("guide-closed", "1"); $("help").focus(); });
const person = (at) => state.columns[at] ?? state.columns.at(-1);
const acting = { claim: () => person(1), photo: () => person(1), approve: () => person(0), board: () => person(1), office: () => person(3), more: () => person(0) };
function drawSteps() {
  if (!state.hello) return;
  const names = Object.fromEntries(Object.entries(acting).map(([step, who]) => [step, who()?.person.name]));
  const steps = Object.entries(WORDS[language()].steps).filter(([step]) => step !== "office" || state.hello.examples.office);
  $("steps").replaceChildren(...steps.map(([step, [title, text, action]]) => make("li", { "data-step": step }, make("b", {}, title), make("p", {}, ...withSigns(text.replace("{name}", names[step]))), make("button", { type: "button", class: "quiet", onclick: () => guideStep(step) }, action.replace("{name}", names[step])))));
}
async function guideStep(step) {
  if (innerWidth <= 900) toggleGuide(false);
  if (step === "clock") return pulse($("next"));
  if (step === "approve") return pointOut();
  const column = acting[step]();
  goTo(column.person.id); column.show(["office", "more"].includes(step) ? "private" : "group");
  if (step === "photo") { column.files = []; column.attach([await samplePhoto()]); }
  column.fill(step === "more" ? "/" : state.hello.examples[step]?.[language()] ?? `/${step === "photo" ? "claim" : step}`);
  return pulse(column.input.closest("form"));
}
// The newest ✅ of the reviewer, else of anybody.
function pointOut() {
  const approvals = (column) => [...column.log.querySelectorAll(".key")].filter((key) => key.textContent.startsWith("✅"));
  const column = [acting.approve(), ...state.columns].find((one) => approvals(one).length);
  if (!column) return pulse(acting.approve().log);
  goTo(column.person.id);
  const key = approvals(column).at(-1);
  key.scrollIntoView({ block: "center", inline: "nearest" });
  return pulse(key);
}
function samplePhoto() {
  const canvas = make("canvas", { width: 960, height: 720 });
  const pen = canvas.getContext("2d");
  const seed = Math.random();
  const sky = pen.createLinearGradient(0, 0, 0, 720);
  sky.addColorStop(0, `hsl(${205 + seed * 20} 65% 72%)`); sky.addColorStop(1, `hsl(${35 + seed * 20} 70% 88%)`);
  pen.fillStyle = sky; pen.fillRect(0, 0, 960, 720);
  pen.fillStyle = "#f6d27a"; pen.beginPath(); pen.arc(180 + seed * 560, 170, 62, 0, 7); pen.fill();
  for (let layer = 0; layer < 3; layer += 1) {
    pen.fillStyle = `hsl(${140 - layer * 12} ${28 + layer * 8}% ${62 - layer * 14}%)`;
    pen.beginPath(); pen.moveTo(0, 720);
    for (let x = 0; x <= 960; x += 20) pen.lineTo(x, 400 + layer * 90 + Math.sin(x / (110 + layer * 40) + seed * 9 + layer) * (50 - layer * 10));
    pen.lineTo(960, 720); pen.fill();
  }
  for (let person = 0; person < 4; person += 1) {
    const x = 250 + person * 140 + seed * 60;
    pen.fillStyle = ["#b3302a", "#2f6f8f", "#7a5c9e", "#3b7f5a"][person];
    pen.beginPath(); pen.roundRect(x - 26, 540, 52, 110, 24); pen.fill();
    pen.fillStyle = "#f0c9a4"; pen.beginPath(); pen.arc(x, 512, 24, 0, 7); pen.fill();
  }
  return new Promise((done) => canvas.toBlob((blob) => done(new File([blob], "sample.png", { type: "image/png" })), "image/png"));
}

connect();
