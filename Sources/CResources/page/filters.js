// What narrows the explorer: the same words in the page's address as in the API's, so an address can be read as a question.

/** Parameters that say how to answer, not what is asked. */
const shape = new Set(["facets", "fields", "include", "limit", "offset", "lang", "pretty", "sort"]);

/** The filters of a query, as it is written in an address. */
const filterQuery = (query, before = "") => {
  const text = query.split("&").filter((item) => item && !shape.has(item.split("=")[0])).join("&");
  return text ? before + text : "";
};

/** The filters of an address, as parameters for `target`. */
const filterItems = (parameters) => {
  const items = {};
  for (const [name, value] of parameters) if (!shape.has(name)) (items[name] ??= []).push(value);
  return items;
};

const explorerFacets = ["type", "area", "actor", "decade"];

/** A panel of facets as the API counts them: each value is a link that switches it on or off. */
const facetPanel = (view, facets, parameters) => {
  const wide = matchMedia("(min-width: 62rem)").matches;
  const groups = explorerFacets.filter((name) => facets?.[name]?.values.length > 0).map((name) => {
    const { label, values } = facets[name];
    const most = Math.max(1, ...values.map((value) => value.count));
    const item = (value) =>
      el("li", el("a", {
        href: `#/${view}` + filterQuery(value.href.split("?")[1] ?? "", "?"), "data-key": `${name}:${value.value}`,
        "aria-current": value.selected ? "true" : null, "--share": value.count / most,
      }, el("span", value.label), el("span.count", number(value.count))));
    const [first, rest] = [values.slice(0, 7), values.slice(7)];
    return el("section", el("h2", name === "decade" ? word("period") : label),
      name === "decade" && periodForm(view, parameters),
      el("ul", first.map(item)),
      rest.length > 0 && later(`${word("more")} (${values.length})`, () => el("ul", rest.map(item)), rest.some((value) => value.selected)));
  });
  return el("details.facets", { open: wide }, el("summary", word("filters")), el("div", groups));
};

/** Details that are made when they are opened first. */
const later = (summary, make, isOpen) => {
  const details = el("details", el("summary", summary));
  details.addEventListener("toggle", () => details.append(make()), { once: true });
  details.open = isOpen;
  return details;
};

/** A date or an interval, as the API reads it; what it does not read, it explains. */
const periodForm = (view, parameters) => {
  const field = el("input", {
    name: "date", value: parameters.get("date"), "aria-label": word("periodHint"), title: word("periodHint"),
    placeholder: "2007/2014", autocomplete: "off", "data-key": "date",
  });
  return el("form", {
    onsubmit: (event) => {
      event.preventDefault();
      const items = filterItems(parameters);
      items.date = field.value ? [field.value.trim()] : [];
      delete items.date_match;
      location.hash = `#/${view}` + asQuery(items);
    },
  }, field, el("button", { type: "submit" }, word("apply")));
};

const asQuery = (items) => {
  const text = Object.entries(items).flatMap(([name, values]) => values.map((value) => `${name}=${encode(value)}`)).join("&");
  return text ? "?" + text : "";
};

/** The filters that are on, each with a link that takes it off. */
const activeFilters = (view, parameters, facets) => {
  const items = filterItems(parameters);
  const chips = Object.entries(items).flatMap(([name, values]) => values.map((value, index) => {
    if (name === "date_match") return null;
    const rest = { ...items, [name]: values.filter((_, other) => other !== index) };
    if (name === "date") delete rest.date_match;
    const labels = value.split(",").map((one) => {
      const plain = one.replace(/^-/, "");
      const found = facets?.[name]?.values.find((other) => other.value === plain)?.label ?? plain;
      return (one.startsWith("-") ? "≠ " : "") + found;
    });
    const title = name === "date" ? word("date") : name === "q" ? word("words") : facets?.[name]?.label ?? word(name);
    return el("li", el("a", { href: `#/${view}` + asQuery(rest), "data-key": "chip" },
      el("span.unseen", word("remove") + " "), el("span", labelled(title)),
      el("b", labels.join(language === "ja" ? "、" : ", ")), el("i", { "aria-hidden": "true" }, "×")));
  })).filter(Boolean);
  if (chips.length === 0) return null;
  return el("ul.chips", { "aria-label": word("filtered") }, chips,
    chips.length > 1 && el("li", el("a.clear", { href: `#/${view}` }, word("clear"))));
};

/** What the three views of the explorer share: filters beside, the view in the middle. */
const explorer = (view, parameters, facets, total, targets, content, title) => {
  announce(count(total, "events"));
  const narrowed = activeFilters(view, parameters, facets);
  return el("div.explorer",
    facetPanel(view, facets, parameters),
    el("div.view",
      el("header", title, el("p.total", count(total, "events")), narrowed),
      requests(...targets),
      content));
};
