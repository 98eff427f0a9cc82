// The frame around the views, and which view an address stands for.
//
//     #/timeline?area=maritime&date=2014      what follows the ? is what the API is asked
//     #/event/ipcp-signing-2014               one thing
//     #/docs/listEvents                       the reference, at an operation

const views = {
  timeline: timelineView, network: networkView, places: placesView, documents: documentsView, search: searchView,
};
const things = {
  event: eventView, actor: objectView("actor"), area: objectView("area"), place: objectView("place"), document: documentView, claim: claimView,
};

const route = (hash) => {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const [name, ...rest] = path.split("/").map(decode);
  return { name, rest, parameters: new URLSearchParams(query), query };
};

const decode = (text) => {
  try { return decodeURIComponent(text); } catch { return text; }
};

const main = el("main", { id: "main", tabindex: -1 });
const box = searchBox();
const explorerViews = ["timeline", "network", "places"];
const tabs = [...explorerViews, "documents", "docs"].map((name) =>
  el("a", { href: `#/${name}`, "data-name": name }, word(name === "docs" ? "reference" : name)));
const tongues = [["fr", "Français", "FR"], ["en", "English", "EN"], ["ja", "日本語", "日本語"]].map(([tag, name, short]) =>
  el("a", { lang: tag, hreflang: tag, "data-tag": tag, "aria-label": name, "aria-current": tag === language ? "true" : null }, short));

/** What the browser keeps under a name, where it keeps anything. */
const remember = (name, value) => {
  try {
    if (value) localStorage.setItem(name, value);
    return value ?? localStorage.getItem(name);
  } catch { return value; }
};
const themes = ["auto", "light", "dark"];
let theme = "auto";
const themeButton = el("button", { type: "button", onclick: () => dress(remember("theme", themes[(themes.indexOf(theme) + 1) % 3])) });
const dress = (chosen) => {
  theme = themes.includes(chosen) ? chosen : "auto";
  document.documentElement.dataset.theme = theme;
  themeButton.replaceChildren({ auto: "◐", light: "○", dark: "●" }[theme], el("span", " " + word(theme)));
  themeButton.setAttribute("aria-label", `${word("theme")} : ${word(theme)}`);
  for (const drawing of document.querySelectorAll(".skyline")) drawing.dispatchEvent(new Event("recolour"));
};
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => dress(theme));

const footer = el("footer");
const arch = () => svg("svg", { viewBox: "0 0 44 20", "aria-hidden": "true" },
  svg("path", { d: "M1 17C12 5 32 5 43 17M1 17H43M9 11.2V17M16 8.6V17M22 8V17M28 8.6V17M35 11.2V17" }));

document.body.append(
  el("a.skip", { href: "#main", onclick: (event) => { event.preventDefault(); main.focus(); } }, word("skip")),
  el("header.top",
    el("a.home", { href: "#/" }, arch(), el("span", "Passerelle")),
    el("nav", { "aria-label": word("main") }, tabs),
    box,
    el("div.settings", el("nav", { "aria-label": word("language") }, tongues), themeButton)),
  main, footer, live);

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
  let view;
  try {
    if (name === "" || views[name]) view = await (views[name] ?? timelineView)(parameters, signal, { isLanding: name === "" });
    else if (things[name] && rest.length === 1) view = await things[name](rest[0], signal, parameters);
    else if (name === "docs") view = await referenceView(rest);
    else view = { title: word("noView"), content: el("article.problem", heading(word("noView")), el("p", el("a", { href: "#/" }, word("home")))) };
  } catch (error) {
    if (error.name === "AbortError") return;
    const content = error instanceof Refusal ? problemView(error)
      : el("article.problem", heading(word("failed")), el("p", error.message));
    view = { title: word("failed"), content };
    announce(error.message);
  }
  if (signal.aborted) return;
  if (view.moved) return location.replace(view.moved);
  main.replaceChildren(...[view.content].flat().filter(Boolean));
  main.removeAttribute("aria-busy");
  current = { hash, name };
  document.title = (view.title ? view.title + " — " : "") + "Passerelle";
  mark(name, query, parameters);
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
    const of = tab.dataset.name;
    if (of === (name === "" ? "timeline" : name) || (of === "documents" && name === "document")) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
    tab.setAttribute("href", `#/${of}` + (explored && explorerViews.includes(of) ? filterQuery(query, "?") : ""));
  }
  for (const tongue of tongues) tongue.setAttribute("href", `/?lang=${tongue.dataset.tag}${location.hash}`);
  box.show(parameters.get("q") ?? "");
};

document.addEventListener("click", (event) => {
  const anchor = event.target.closest?.("a[href^='#/']");
  if (anchor) isForward = true;
});
addEventListener("scroll", settled(80, () => left.set(location.hash, scrollY)), { passive: true });
addEventListener("hashchange", show);
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details.evidence")) details.open = true;
});
dataset().then(({ data }) => {
  footer.append(
    el("p", `${word("dataset")} ${data.version} · ${word("licence")} ${data.licence}`),
    el("p", labelled(word("everything")), el("a", { href: data.links.sqlite }, "SQLite"), " · ", el("a", { href: data.links.ndjson }, "NDJSON")),
    el("p", el("a", { href: "/openapi.yaml" }, "openapi.yaml"), " · ", el("a", { href: "/llms.txt" }, "llms.txt"), " · ", el("a", { href: "/v1" }, "/v1")));
}).catch(() => {});
show();
dress(remember("theme"));
