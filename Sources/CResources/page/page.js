// The frame around the views, and which view an address stands for.
//
//     #/timeline?area=maritime&date=2014      what follows the ? is what the API is asked
//     #/event/ipcp-signing-2014               one thing
//     #/docs/listEvents                       the reference, at an operation

/** Views by the first word of their addresses, and those of one thing: the rest come with the later script. */
const views = { "": timelineView, timeline: timelineView };
const things = {};

const route = (hash) => {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const [name, ...rest] = path.split("/").map(decode);
  return { name, rest, parameters: new URLSearchParams(query), query };
};

const decode = (text) => {
  try { return decodeURIComponent(text); } catch { return text; }
};

const main = document.getElementById("main");
const tabs = [...document.querySelectorAll(".top > nav a")];
const tongues = [...document.querySelectorAll(".settings a")];
const explorerViews = ["timeline", "network", "places"];
let box = null;

/** Reads the later script, which came as text: the first view is shown before a browser has read it. */
const readLater = () => {
  const source = document.getElementById("later");
  source?.replaceWith(el("script", source.textContent));
};

/** What the browser keeps under a name, where it keeps anything. */
const remember = (name, value) => {
  try {
    if (value) localStorage.setItem(name, value);
    return value ?? localStorage.getItem(name);
  } catch { return value; }
};
const themes = ["auto", "light", "dark"];
const themeButton = document.querySelector(".theme");
const dress = (chosen) => {
  const theme = themes.includes(chosen) ? chosen : "auto";
  document.documentElement.dataset.theme = theme;
  themeButton.lastElementChild.textContent = word(theme);
  themeButton.setAttribute("aria-label", labelled(word("theme")) + word(theme));
  for (const drawing of document.querySelectorAll(".skyline")) drawing.dispatchEvent(new Event("recolour"));
};

// Views

let current = { hash: null, name: null };
let asking = null;
const left = new Map();
let isForward = false;
history.scrollRestoration = "manual";

const show = async () => {
  const { hash } = location;
  const { name, rest, parameters, query } = route(hash);
  if (hash.startsWith("#") && !hash.startsWith("#/") && hash !== "#") return;
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const isFirst = current.hash === null;
  const same = current.name === name && rest.length === 0;
  const back = !isForward && left.get(hash);
  isForward = false;
  const key = document.activeElement?.dataset?.key;
  main.setAttribute("aria-busy", "true");
  mark(name, query, parameters);
  if (!views[name]) readLater();
  let view;
  try {
    if (views[name]) view = await views[name](parameters, signal, rest);
    else if (things[name] && rest.length === 1) view = await things[name](rest[0], signal, parameters);
    else view = { title: word("noView"), content: el("article.problem", heading(word("noView")), el("p", el("a", { href: "#/" }, word("home")))) };
  } catch (error) {
    if (error.name === "AbortError") return;
    const content = error instanceof Refusal ? problemView(error) : silenceView(error, show);
    view = { title: word("failed"), content };
    announce(error.message);
  }
  if (signal.aborted) return;
  if (view.moved) return location.replace(view.moved);
  main.replaceChildren(...[view.content].flat().filter(Boolean));
  main.removeAttribute("aria-busy");
  current = { hash, name };
  document.title = (view.title ? view.title + " — " : "") + "Passerelle";
  if (view.focus && !back) {
    const place = document.getElementById(view.focus);
    place?.scrollIntoView({ block: "start" });
    place?.focus({ preventScroll: true });
  } else if (!isFirst && same) {
    [...main.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key)?.focus({ preventScroll: true });
  } else if (!isFirst) {
    main.querySelector("h1")?.focus({ preventScroll: true });
    scrollTo(0, back || 0);
  }
};

/** Says in the frame where one is, and keeps filters on the way from one view of the explorer to another. */
const mark = (name, query, parameters) => {
  const explored = explorerViews.includes(name) || name === "";
  for (const tab of tabs) {
    const of = route(tab.hash).name;
    if (of === (name === "" ? "timeline" : name) || (of === "documents" && name === "document")) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
    tab.setAttribute("href", `#/${of}` + (explored && explorerViews.includes(of) ? filterQuery(query, "?") : ""));
  }
  for (const tongue of tongues) tongue.setAttribute("href", `/?lang=${tongue.lang}${location.hash}`);
  box?.show(parameters.get("q"));
};

/** What stands below every view. */
const sign = ({ data }) =>
  document.querySelector("footer").append(
    el("p", `${word("dataset")} ${data.version} · ${word("licence")} ${data.licence}`),
    el("p", labelled(word("everything")), el("a", { href: data.links.sqlite }, "SQLite"), " · ", el("a", { href: data.links.ndjson }, "NDJSON")),
    el("p", el("a", { href: "/openapi.yaml" }, "openapi.yaml"), " · ", el("a", { href: "/llms.txt" }, "llms.txt"), " · ", el("a", { href: "/v1" }, "/v1")));

// The answers are on their way while the frame is made ready for its first picture.
show().then(leisure).then(readLater);
requestAnimationFrame(() => {
  dress(remember("theme"));
  for (const tongue of tongues) if (tongue.lang === language) tongue.setAttribute("aria-current", "true");
  dataset().then(sign, () => {});
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
themeButton.addEventListener("click", () => {
  const next = themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % themes.length];
  dress(remember("theme", next));
});
document.addEventListener("click", ({ target: on }) => {
  if (on.closest?.("a[href^='#/']")) isForward = true;
});
addEventListener("scroll", settled(80, () => left.set(location.hash, scrollY)), { passive: true });
addEventListener("hashchange", show);
// On paper nothing can be opened.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("main article details:not([open])")];
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});
