// Messages as elements. Texts are only ever set as text, never as HTML.
import { word, locale } from "./words.js";
import { withSigns } from "./signs.js";

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

let offset = 8 * 3600;
export function setOffset(iso) {
  const match = /([+-])(\d\d):(\d\d)$/.exec(iso);
  if (match) offset = (match[1] === "-" ? -1 : 1) * (match[2] * 3600 + match[3] * 60);
  else if (iso.endsWith("Z")) offset = 0;
}
const wall = (unix) => new Date((unix + offset) * 1000);
export const clockTime = (unix) => wall(unix).toISOString().slice(11, 16);
export const dayKey = (unix) => wall(unix).toISOString().slice(0, 10);
export function dayName(unix) {
  return new Intl.DateTimeFormat(locale(), { timeZone: "UTC", month: "long", day: "numeric", weekday: "short" }).format(wall(unix));
}
export function momentName(iso, short = false) {
  const narrow = matchMedia("(max-width: 1300px)").matches;
  const form = short ? { month: locale().startsWith("en") ? "short" : "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
    : { year: narrow ? undefined : "numeric", month: narrow ? "short" : "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return new Intl.DateTimeFormat(locale(), { timeZone: "UTC", ...form }).format(new Date(`${iso.slice(0, 19)}Z`));
}

export function glyph(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24"); svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path); svg.append(line);
  return svg;
}

export function hue(id) { return [8, 28, 152, 176, 204, 258, 316][Math.abs(Number(id)) % 7]; }
export function avatar(id, name, bot = false) {
  const letters = bot ? "✓" : /[a-z]/i.test(name) ? name.split(/\s+/).map((part) => part[0]).slice(0, 2).join("") : name.slice(-2);
  const element = make("span", { class: bot ? "avatar bot" : "avatar", "aria-hidden": "true" }, letters);
  element.style.setProperty("--hue", hue(id));
  return element;
}

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote" };

// Entities may nest and overlap at their edges: the text is cut at every edge and each piece wrapped in all that cover it.
// Blocks (quotes, pre) are kept whole so that they stay one box.
export function richText(text, entities, actions) {
  const fragment = document.createDocumentFragment();
  write(fragment, text, 0, text.length, entities, actions);
  return fragment;
}
const isBlock = (entity) => /quote|pre/.test(entity.type);
function write(into, text, from, to, entities, actions) {
  const block = entities.find((entity) => isBlock(entity) && entity.offset >= from && entity.offset + entity.length <= to);
  if (block) {
    const end = block.offset + block.length;
    write(into, text, from, block.offset, entities, actions);
    const box = make(TAGS[block.type]);
    write(box, text, block.offset, end, entities.filter((entity) => entity !== block), actions);
    into.append(box);
    write(into, text, text[end] === "\n" ? end + 1 : end, to, entities, actions);
    return;
  }
  const inside = entities.filter((entity) => !isBlock(entity) && entity.offset < to && entity.offset + entity.length > from);
  const edges = new Set([from, to]);
  for (const entity of inside) { edges.add(Math.max(from, entity.offset)); edges.add(Math.min(to, entity.offset + entity.length)); }
  const sorted = [...edges].sort((a, b) => a - b);
  for (let index = 0; index + 1 < sorted.length; index += 1) {
    const [start, end] = [sorted[index], sorted[index + 1]];
    let node = document.createDocumentFragment();
    node.append(...withSigns(text.slice(start, end)));
    for (const entity of inside.filter((one) => one.offset <= start && one.offset + one.length >= end).reverse()) node = wrapped(node, entity, text, actions);
    into.append(node);
  }
}
function wrapped(node, entity, text, actions) {
  const said = text.slice(entity.offset, entity.offset + entity.length);
  if (entity.type === "bot_command") return make("button", { type: "button", class: "command", onclick: () => actions.command(said) }, node);
  if (entity.type === "text_link" || entity.type === "url") {
    const url = entity.url ?? (said.startsWith("http") ? said : `https://${said}`);
    return make("a", { href: url, target: "_blank", rel: "noopener noreferrer", onclick: (event) => { if (actions.link(url)) event.preventDefault(); } }, node);
  }
  if (entity.type === "spoiler") return make("span", { class: "spoiler", tabindex: "0", onclick: (event) => event.currentTarget.classList.add("open") }, node);
  if (entity.type === "mention" || entity.type === "text_mention" || entity.type === "hashtag") return make("span", { class: "mention" }, node);
  return TAGS[entity.type] ? make(TAGS[entity.type], {}, node) : node;
}

function size(bytes) { return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`; }
function medium(media, actions) {
  if (media.kind === "photo") {
    const image = make("img", { src: media.url, alt: word("photo"), width: media.width || 320, height: media.height || 240, loading: "lazy" });
    return make("button", { type: "button", class: "photo", "aria-label": word("photo"), onclick: () => actions.picture(media.url) }, image);
  }
  if (media.kind === "document") {
    const ending = (media.name.split(".").pop() || "?").slice(0, 4).toUpperCase();
    return make("a", { class: "document", href: media.url, download: media.name }, make("span", { class: "ending", "aria-hidden": "true" }, ending),
      make("span", {}, media.name, make("small", {}, size(media.size))));
  }
  return make("p", { class: "other" }, word(media.kind), media.name ? ` · ${media.name}` : "");
}

export function serviceLine(message) {
  const { kind, names, text } = message.service;
  const named = { new_chat_members: "joined", left_chat_member: "left", pinned_message: "pinned", new_chat_title: "renamed", migrate_to_chat_id: "migrated", migrate_from_chat_id: "migrated", forum_topic_created: "topic", forum_topic_closed: "topicClosed" }[kind];
  const who = kind === "pinned_message" ? message.name : names.join("、");
  return make("li", { class: "service", "data-id": message.id }, make("span", {}, word(named, { who, text })));
}

// One message as one viewer sees it.
export function bubble(message, viewer, inGroup, actions, album = [message]) {
  const own = message.from === viewer.id;
  const body = make("div", { class: "bubble", tabindex: "-1" });
  if (inGroup && !own) {
    const name = make("div", { class: "name" }, message.name);
    name.style.setProperty("--hue", hue(message.from));
    if (message.bot) name.classList.add("bot");
    body.append(name);
  }
  if (message.topic) body.append(make("div", { class: "topic" }, message.topic));
  if (message.reply) {
    body.append(make("button", { type: "button", class: "quote", onclick: () => actions.jump(message.reply.id) },
      make("b", {}, message.reply.name), make("span", {}, ...withSigns(message.reply.text || word("photo")))));
  }
  const media = album.filter((one) => one.media).map((one) => medium(one.media, actions));
  if (media.length) body.append(make("div", { class: media.length > 1 ? "media grid" : "media" }, ...media));
  if (message.media?.kind === "photo" && !message.text) body.classList.add("bare");
  if (message.text) body.append(make("div", { class: "text", dir: "auto" }, richText(message.text, message.entities, actions)));
  body.append(make("span", { class: "meta" },
    message.silent ? make("span", { class: "silent", role: "img", "aria-label": word("silent"), title: word("silent") }, glyph("M6 17h12l-1.5-2.2V10a4.5 4.5 0 0 0-7-3.7M7.6 8.6 7.5 14.8 6 17M10.5 19.5h3M5 4.5l14 15")) : null,
    message.edited ? make("span", {}, word("edited")) : null,
    make("time", {}, clockTime(message.date))));
  if (message.reactions.length) body.append(make("div", { class: "reactions" }, ...message.reactions.map((one) => make("span", {}, ...withSigns(one)))));
  const tools = make("div", { class: "message-tools" },
    make("button", { type: "button", "aria-label": word("reply"), title: word("reply"), onclick: () => actions.reply(message) }, "↩"),
    own && message.text ? make("button", { type: "button", "aria-label": word("edit"), title: word("edit"), onclick: () => actions.edit(message) }, "✎") : null);
  const line = make("div", { class: "line" }, body, tools);
  const item = make("li", { class: `message${own ? " own" : ""}${message.bot ? " from-bot" : ""}`, "data-id": message.id, "data-from": message.from, "data-album": message.album || null },
    inGroup && !own ? avatar(message.from, message.name, message.bot) : null, make("div", { class: "stack" }, line, keyboard(message, actions)));
  return item;
}

function keyboard(message, actions) {
  if (!message.buttons.length) return null;
  const rows = message.buttons.map((row, y) => make("div", { class: "keys" }, ...row.map((button, x) => make("button",
    { type: "button", class: `key ${button.style}`, onclick: (event) => actions.press(message, y, x, button, event.currentTarget) },
    ...withSigns(button.text), button.kind === "url" ? make("span", { class: "out", "aria-hidden": "true" }, "↗") : null))));
  return make("div", { class: "keyboard", role: "group" }, ...rows);
}
