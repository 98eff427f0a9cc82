// The page is a client of the public API like any other: what it asks is shown as a command line.

class Refusal extends Error {
  constructor(problem, target) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
    this.target = target;
  }
}

/** `/v1/events?type=visit`, with the parameters in the order given and the language last. */
const target = (path, parameters = {}) => {
  const items = Object.entries(parameters).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).filter((one) => one !== null && one !== undefined).map((one) => [name, one]));
  if (!items.some(([name]) => name === "lang")) items.push(["lang", language]);
  return path + "?" + items.map(([name, value]) => `${name}=${encode(value)}`).join("&");
};

/** Percent-encoding that leaves alone what a query may hold, so that command lines stay readable. */
const encode = (value) => encodeURIComponent(value).replace(/%(2C|2F|3A)/g, decodeURIComponent).replace(/'/g, "%27");

const curl = (path, options = "") => `curl ${options}'${location.origin}${path}'`;

/** The JSON at a target; a problem document is thrown. */
const ask = async (path, signal) => {
  const response = await fetch(path, { signal });
  const answer = await response.json();
  if (!response.ok) throw new Refusal(answer, path);
  return answer;
};

/** What is the same in every view is asked for once. */
const kept = new Map();
const askOnce = (path) => {
  if (!kept.has(path)) {
    kept.set(path, ask(path).catch((error) => {
      kept.delete(path);
      throw error;
    }));
  }
  return kept.get(path);
};

/** Asks page after page until all is there; `each` sees every page as it comes. */
const askAll = async (path, signal, each) => {
  let next = path;
  while (next) {
    const answer = await ask(next, signal);
    each(answer);
    next = answer.links.next;
  }
};

/** What a view was fed by. */
const requests = (...targets) =>
  el("section.requests", { "aria-label": word("request") },
    el("h2", word("request")),
    targets.map((one) => commandLine(curl(one))));

/** Where a thing named in an answer is shown. */
const viewOf = (thing) => `#/${thing.kind}/${thing.id}`;
const link = (thing) => el("a", { href: viewOf(thing), ...spoken(thing) }, thing.name);

/** A word with a thing's name in the place of its %. */
const around = (key, thing) => {
  const [before, after] = word(key).split("%");
  return [before, link(thing), after];
};

/** The language of a name, where it is not the page's. */
const spoken = (thing, key = "name") => (thing.fallback?.[key] ? { lang: thing.fallback[key] } : {});

/** Things to choose from, with commas between. */
const choices = (list, show) => list.flatMap((one, index) => [index > 0 && ", ", show(one)]);

/** A problem as the API explains it, which it does in English, with links that work. */
const problemView = ({ problem, target: asked }) => {
  const near = (value) => (typeof value === "string" ? el("code", value) : link({ kind: value.url?.split("/")[2]?.slice(0, -1), ...value }));
  const meant = (list) => list?.length > 0 && [`${word("didYouMean")} `, choices(list, near)];
  const [path, query = ""] = problem.try?.split("?") ?? [];
  return el("article.problem",
    heading(word(problem.status === 404 ? "noView" : "failed")),
    el("p", { lang: "en" }, problem.detail ?? problem.title),
    el("ul", (problem.errors ?? []).map((error) =>
      el("li", el("code", [error.parameter, error.value].filter(Boolean).join("=")), el("span", { lang: "en" }, ` ${error.code}. `), meant(error.did_you_mean)))),
    problem.did_you_mean && el("p", meant(problem.did_you_mean)),
    path && el("p", word("tryThis"), " ", el("a", { href: asView(problem.try) }, path + filterQuery(query, "?"))),
    requests(asked),
    el("p", el("a", { href: "#/" }, word("home"))));
};

/** What is shown where there is no answer at all. */
const silenceView = (error, again) =>
  el("article.problem", heading(word("failed")), el("p", word("silence")), el("p.kind", { lang: "en" }, error.message),
    el("p", el("button", { type: "button", onclick: again }, word("again"))));

/** The view that shows what a list's address asks for. */
const asView = (address) => {
  const [path, query = ""] = address.split("?");
  return (path === "/v1/graph" ? "#/network" : "#/timeline") + filterQuery(query, "?");
};
