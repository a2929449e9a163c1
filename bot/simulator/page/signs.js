// Pictures for the signs that the machine has no font for, so that a button reads “✅ 同意” and no empty box.
// The character stays in the text; only its picture is drawn here: strokes on 24 × 24, a colour, and whether it is filled.
const RED = "#d64541", GREEN = "#2f9e54", BLUE = "#3b82c4", AMBER = "#e0a01b", GREY = "#8b9891", VIOLET = "#8463b8";
const PERSON = "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.5-4.5 3.5-6.5 7.5-6.5s7 2 7.5 6.5";
const PAGE = "M6 3h9l4 4v14H6zM15 3v4h4";
const BOOK = "M5 4h12a2 2 0 0 1 2 2v14H7a2 2 0 0 1-2-2zM5 18a2 2 0 0 1 2-2h12";
const BELL = "M5 17h14l-2-3v-4a5 5 0 0 0-10 0v4zM10 20h4";
const TRAY = "M4 13v7h16v-7M4 13h5l1 3h4l1-3h5";
const MEDAL = "M8 3l3 6M16 3l-3 6M12 21a6 6 0 1 0 0-12 6 6 0 0 0 0 12z";
const THUMB = "M4 11h4v9H4zM8 12l4-8c2 0 2.5 1 2.5 2.5V10H20l-2 10H8";
const CALENDAR = "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5";
const GLASS = "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L21 21";
const SIGNS = {
  "✅": ["M4 3h16a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM7.5 12.5l3 3 6-7", GREEN],
  "❌": ["M5 5l14 14M19 5L5 19", RED], "↩": ["M9 6l-5 5 5 5M4 11h10a5 5 0 0 1 5 5v3", BLUE],
  "📎": ["M19 11l-7.5 7.5a4.5 4.5 0 0 1-6.5-6.5l8-8a3 3 0 0 1 4.5 4.5l-8 8a1.5 1.5 0 0 1-2-2l7-7", GREY],
  "🗑": ["M4 6h16M9 6V3h6v3M6 6l1 15h10l1-15M10 10v7M14 10v7", GREY],
  "👋": ["M8 13V6.5a1.5 1.5 0 0 1 3 0V11V5a1.5 1.5 0 0 1 3 0v6V7a1.5 1.5 0 0 1 3 0v8c0 4-2 6-5 6s-4-1-7-6c-1-2 1-3 3-1zM3 6l2-3M19 20l2-3", AMBER],
  "✋": ["M7 13V7a1.5 1.5 0 0 1 3 0v4V4.5a1.5 1.5 0 0 1 3 0V11V6a1.5 1.5 0 0 1 3 0v8c0 5-2 7-5 7s-4-1-6-6c-1-2 1-3 2-2z", AMBER],
  "🙋": [`${PERSON}M19 11V3`, AMBER], "👤": [PERSON, BLUE], "👥": [`${PERSON}M17 5a3.5 3.5 0 0 1 0 7M20 15c1.5 1 2 3 2 5`, BLUE],
  "🎭": ["M4 4h16v8a8 8 0 0 1-16 0zM9 9v1M15 9v1M8.5 14a4 4 0 0 0 7 0", VIOLET],
  "⚠": ["M12 3l10 18H2zM12 9v6M12 18v.2", AMBER], "⚙": ["M12 15.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM12 2v4M12 18v4M2 12h4M18 12h4M5 5l3 3M16 16l3 3M19 5l-3 3M8 16l-3 3", GREY],
  "☑": ["M4 4h16v16H4zM7.5 12.5l3 3 6-7", BLUE], "⬜": ["M4 4h16v16H4z", GREY], "▫": ["M8 8h8v8H8z", GREY],
  "🔔": [BELL, AMBER], "🔕": [`${BELL}M3 3l18 18`, GREY], "👍": [THUMB, AMBER], "👎": ["M4 4h4v9H4zM8 12l4 8c2 0 2.5-1 2.5-2.5V14H20L18 4H8", AMBER],
  "⏰": ["M12 21a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 9v4l3 2M4 6l3-3M20 6l-3-3", RED], "⏳": ["M6 3h12M6 21h12M7 3c0 5 5 6 5 9s-5 4-5 9M17 3c0 5-5 6-5 9s5 4 5 9", AMBER],
  "✍": ["M4 20l1-5L16 4l4 4L9 19zM14 6l4 4", AMBER], "🔎": [GLASS, BLUE], "🔄": ["M20 11a8 8 0 0 0-15-3M4 13a8 8 0 0 0 15 3M5 3v5h5M19 21v-5h-5", BLUE],
  "📍": ["M12 22s7-7 7-12a7 7 0 0 0-14 0c0 5 7 12 7 12zM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z", RED], "📌": ["M9 3h6l-1 6 4 4H6l4-4zM12 13v8", RED],
  "📊": ["M4 20h16M7 20v-8M12 20V5M17 20v-5", BLUE], "🏆": ["M7 3h10v6a5 5 0 0 1-10 0zM7 5H3c0 4 2 5 4 5M17 5h4c0 4-2 5-4 5M12 14v4M8 21h8M9 18h6", AMBER],
  "🔏": ["M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M15 14l-5 4", GREY], "🔒": ["M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3", GREY],
  "📦": ["M4 8l8-4 8 4v9l-8 4-8-4zM4 8l8 4 8-4M12 12v9", AMBER], "🗓": [CALENDAR, RED],
  "🏛": ["M3 9l9-5 9 5zM5 9v9M10 9v9M14 9v9M19 9v9M3 20h18", GREY], "📲": ["M8 3h8v18H8zM11 18h2M2 10h4M4 8l2 2-2 2", BLUE], "🖥": ["M3 4h18v12H3zM12 16v4M8 20h8", BLUE], "🔢": ["M3 4h18v16H3zM7 9h2v6M13 9h3v3h-3v3h3", VIOLET],
  "🏁": ["M5 3v18M5 4h14v9H5M9 4v9M14 4v9M5 8.5h14", GREY], "✏": ["M4 20l1-5L16 4l4 4L9 19z", AMBER],
  "🗂": ["M3 6h7l2 2h9v12H3zM3 11h18", AMBER],
  "⏭": ["M4 5l8 7-8 7zM12 5l8 7-8 7zM21 5v14", BLUE], "📚": [`${BOOK}M9 8h6`, GREEN], "📖": ["M12 6c-2-2-5-2-9-2v14c4 0 7 0 9 2 2-2 5-2 9-2V4c-4 0-7 0-9 2zM12 6v14", BLUE], "📒": [BOOK, AMBER],
  "📋": ["M6 5h12v16H6zM9 3h6v4H9zM9 12h6M9 16h6", AMBER], "📝": [`${PAGE}M9 12h6M9 16h4`, AMBER],
  "🌐": ["M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18", BLUE], "❓": ["M8 8a4 4 0 1 1 6 3.5c-1.5 1-2 1.5-2 3.5M12 19v.2", RED],
  "➕": ["M12 5v14M5 12h14", GREEN], "➖": ["M5 12h14", RED], "⏸": ["M8 5v14M16 5v14", BLUE], "🧾": ["M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6", GREY],
  "🤔": ["M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9 9v.2M15 8v.2M9 16l6-2", AMBER], "⚡": ["M13 2L5 14h6l-1 8 9-13h-6z", AMBER, true], "🔭": [`${GLASS}M8 10h5`, BLUE],
  "📢": ["M4 10v5l11 5V5zM15 9a4 4 0 0 1 0 7M7 16l1 5h3", RED], "📤": [`${TRAY}M12 13V3M8 7l4-4 4 4`, BLUE], "📨": ["M3 6h18v13H3zM3 7l9 7 9-7", BLUE],
  "🧹": ["M19 3l-8 9M8 11l5 4-3 6H4z", AMBER], "🎉": ["M4 20l5-12 7 7zM14 7c0-2 1-3 3-3M17 11c2-1 3 0 4 1M12 4V3M20 7h.2", VIOLET],
  "💬": ["M4 4h16v12H10l-5 4v-4H4z", BLUE], "🤝": ["M2 8l5-2 5 3 5-3 5 2M2 15l4 1 5 4 6-4 5-1M12 9l-3 4 2 1 3-2 4 4", AMBER],
  "⚖": ["M12 3v17M8 20h8M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z", GREY], "📐": ["M4 20h16L4 4zM8 16h4l-4-4z", BLUE],
  "👂": ["M8 10a5 5 0 0 1 10 0c0 4-4 4-4 8a3 3 0 0 1-5 1M10.5 10a2.5 2.5 0 0 1 5 0", AMBER], "✖": ["M6 6l12 12M18 6L6 18", GREY],
  "⛔": ["M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM7 12h10", RED], "🏅": [MEDAL, AMBER],
  "🔴": ["M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z", RED, true], "⚪": ["M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z", GREY],
  "📱": ["M7 2h10v20H7zM11 19h2", BLUE], "🖼": ["M4 4h16v16H4zM7 16l4-5 3 3 2-2 3 4M8.5 9v.2", VIOLET], "⬆": ["M12 21V4M5 11l7-7 7 7", BLUE],
  "⏹": ["M6 6h12v12H6z", BLUE], "📑": ["M8 6h11v15H8zM5 17V3h11M11 11h5M11 15h5", AMBER],
  "🎲": ["M5 5h14v14H5zM9 9v.2M15 9v.2M12 12v.2M9 15v.2M15 15v.2", RED], "🔴": ["M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z", RED, true], "🟡": ["M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z", AMBER, true],
  "📜": ["M7 3h12v15a3 3 0 0 1-3 3H6a3 3 0 0 0 3-3V5a2 2 0 1 0-4 0v3h4M12 8h4M12 12h4", AMBER], "🟢": ["M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z", GREEN, true],
  "🗣": ["M3 20c0-4 2-5 5-5s5 1 5 5M8 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM16 9l4-2M16 12h5M16 15l4 2", VIOLET],
  "🗒": [`${PAGE}M9 10h6M9 14h6M9 18h3`, AMBER], "🏢": ["M5 21V4h10v17M15 9h4v12M3 21h18M8 8h1M11 8h1M8 12h1M11 12h1M8 16h1M11 16h1", GREY],
  "🚦": ["M8 2h8v20H8zM12 7h.2M12 12h.2M12 17h.2", RED], "📥": [`${TRAY}M12 3v10M8 9l4 4 4-4`, GREEN], "🆘": ["M3 5h18v14H3zM12 8v5M12 16v.2", RED],
  "🔁": ["M4 11V9a3 3 0 0 1 3-3h12M16 3l3 3-3 3M20 13v2a3 3 0 0 1-3 3H5M8 15l-3 3 3 3", BLUE], "📈": ["M4 4v16h16M6 16l4-5 4 3 6-8", GREEN],
  "☎": ["M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4c-9 1-16-6-15-15z", GREY], "🩺": ["M6 3v6a4 4 0 0 0 8 0V3M10 13v3a5 5 0 0 0 10 0v-3M20 13a2 2 0 1 0 0-4 2 2 0 0 0 0 4z", GREEN],
  "🎯": ["M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12 12h.2", RED],
  "🗳": ["M4 12h16v9H4zM9 12V4h7v8M11 7l1.5 1.5L15 6M8 15h8", BLUE], "🔑": ["M8 18a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM11.5 10.5L20 3M16 6l3 3", AMBER],
  "🔗": ["M10 14l4-4M8 11l-3 3a3.5 3.5 0 0 0 5 5l3-3M16 13l3-3a3.5 3.5 0 0 0-5-5l-3 3", BLUE], "🧮": ["M4 4h16v16H4zM4 9h16M4 15h16M8 7v4M13 7v4M10 13v4M16 13v4", AMBER],
  "💰": ["M9 3h6l-2 4c5 2 7 6 6 10-1 3-3 4-7 4s-6-1-7-4c-1-4 1-8 6-10zM12 11v6M10 13h4", AMBER], "🧭": ["M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM15.5 8.5l-2 5-5 2 2-5z", BLUE],
  "🛠": ["M5 19l8-8M13 11a4 4 0 0 1 5-5l-2.5 2.5 1 1L19 7a4 4 0 0 1-5 5M4 5l4 1 3 4M15 15l4 4", GREY],
  "🥇": [`${MEDAL}M10.8 13.5l1.5-1v6`, "#d9a406"], "🥈": [`${MEDAL}M10 14a2 2 0 0 1 4 0c0 2-4 2.5-4 4.5h4`, "#8f9aa3"], "🥉": [`${MEDAL}M10 13h4l-2 2c3 0 2.5 3.5-.5 3.5l-1.5-.5`, "#b87333"],
  "⭐": ["M12 2.5l3 6.3 6.8.8-5 4.7 1.3 6.8-6.1-3.4-6.1 3.4 1.3-6.8-5-4.7 6.8-.8z", AMBER, true], "✏": ["M4 20l1-5L16 4l4 4L9 19zM14 6l4 4", BLUE],
  "💰": ["M9 4h6l-2 4h-2zM12 8c5 2 7 6 7 9a3 3 0 0 1-3 4H8a3 3 0 0 1-3-4c0-3 2-7 7-9zM9.5 15h5M12 12.5v6", AMBER],
  "💾": ["M4 4h13l3 3v13H4zM8 4v5h7V4M8 20v-6h8v6", BLUE], "📉": ["M4 4v16h16M7 8l4 4 3-2 5 6M19 11v5h-5", RED],
  "📕": [BOOK, RED], "📷": ["M4 7h4l2-3h4l2 3h4v13H4zM12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8z", GREY],
  "🏘": ["M2 20h20M4 20v-8l5-4 5 4v8M14 12l4-3 4 3v8M8 20v-4h3v4", GREEN], "🔗": ["M10 14a4 4 0 0 1 0-6l3-3a4 4 0 0 1 6 6l-2 2M14 10a4 4 0 0 1 0 6l-3 3a4 4 0 0 1-6-6l2-2", BLUE],
  "🚪": ["M6 21V3h12v18M4 21h16M14.5 12v.2", AMBER], "🧮": ["M4 3v18M20 3v18M4 8h16M4 13h16M4 18h16M8 6v4M11 6v4M14 11v4M8 16v4", VIOLET], "✓": ["M5 13l4 4L19 7", GREEN],
};
const ANY = new RegExp(`(${Object.keys(SIGNS).join("|")})\\uFE0F?`, "gu");

// A sign is missing where it is drawn as a character that no font can have.
const known = new Map();
const pen = Object.assign(document.createElement("canvas"), { width: 32, height: 32 }).getContext("2d", { willReadFrequently: true });
function drawn(text) {
  pen.clearRect(0, 0, 32, 32); pen.font = "20px sans-serif"; pen.fillText(text, 4, 24);
  return pen.getImageData(0, 0, 32, 32).data.join();
}
function missing(sign) {
  if (!known.has(sign)) known.set(sign, drawn(sign) === drawn("\u{10FFFD}"));
  return known.get(sign);
}

// For tests: act as if no font had a sign.
export const pretend = (sign) => known.set(sign, true);

function picture([path, colour, filled]) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="${filled ? colour : "none"}" stroke="${colour}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"><path d="${path}"/></svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}

// The text as nodes: itself where every sign has a font, else with pictures laid over the signs that have none.
export function withSigns(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(ANY)) {
    if (!missing(found[1])) continue;
    const element = document.createElement("span");
    element.className = "sign"; element.textContent = found[0];
    element.style.backgroundImage = picture(SIGNS[found[1]]);
    parts.push(text.slice(from, found.index), element);
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)].filter((part) => part !== "");
}
