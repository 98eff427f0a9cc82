// Making elements. Text is always set as text, so nothing that the API says can become markup.

const make = (namespace) => (name, ...children) => {
  const attributes = children[0]?.constructor === Object ? children.shift() : {};
  const [tag, ...classes] = name.split(".");
  const element = document.createElementNS(namespace, tag);
  if (classes.length > 0) element.setAttribute("class", classes.join(" "));
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key.startsWith("--")) element.style.setProperty(key, value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

/** `el("p.kind", { lang: "en" }, "text", child)`: a name with classes, attributes where there are any, children. */
const el = make("http://www.w3.org/1999/xhtml");
const svg = make("http://www.w3.org/2000/svg");

/** What a view is about; on arrival it is read out. */
const heading = (...content) => el("h1", { tabindex: -1 }, content);
const facts = (title, ...content) => el("section.facts", el("h2", title), content);

/** A name whose parts around a dash stay on one line, as those of 日・NATO do. */
const bound = (text) => text.replace(/(?<=\S)–(?=\S)|(?<=\p{Script=Han})・(?=\w)/gu, "\u2060$&\u2060");

/** A text with `ranges` of [start, length] in UTF-16 units marked. */
const marked = (text, ranges) => {
  const pieces = [];
  let end = 0;
  for (const [start, length] of ranges) {
    pieces.push(text.slice(end, start), el("mark", text.slice(start, start + length)));
    end = start + length;
  }
  return [...pieces, text.slice(end)];
};

/** Copies a text, where the browser lets the page use the clipboard, else by selecting it. */
const copy = async (text, shown) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    getSelection().selectAllChildren(shown);
    document.execCommand("copy");
  }
};

/** A command line with a button that copies it; `text` may change later by `show`. */
const commandLine = (text, label) => {
  const code = el("code", text);
  const button = el("button", { type: "button", "data-key": "copy:" + (label ?? text) }, word("copy"));
  let timer = 0;
  button.addEventListener("click", async () => {
    await copy(code.textContent, code);
    button.textContent = word("copied");
    announce(word("copied"));
    clearTimeout(timer);
    timer = setTimeout(() => (button.textContent = word("copy")), 1600);
  });
  const line = el("div.command", code, button);
  line.show = (other) => (code.textContent = other);
  return line;
};

const live = document.querySelector("[role=status]");
const announce = (text) => (live.textContent = text);

/** Calls back after `milliseconds` without another call. */
const settled = (milliseconds, action) => {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
  };
};

/** Lets the browser draw and listen before work goes on. */
const breathe = () => new Promise((resolve) => setTimeout(resolve));

/** Waits until what is on its way to the screen has been shown, where the browser says so. */
const leisure = () => new Promise((resolve) => (self.requestIdleCallback ?? setTimeout)(resolve));

/** Calls `each` for all of a list, and lets the browser breathe between; returns whether it was to go on to the end. */
const inTurns = async (list, each, goesOn) => {
  let end = performance.now() + 8;
  for (const item of list) {
    if (performance.now() > end) {
      await breathe();
      if (!goesOn()) return false;
      end = performance.now() + 12;
    }
    each(item);
  }
  return true;
};
