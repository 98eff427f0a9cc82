// One box for everything: as one types, what it may be; on Enter, all that was found.

const searchBox = (form) => {
  const list = el("ul", { id: "found", role: "listbox", "aria-label": word("suggestions"), hidden: true });
  const field = el("input", {
    type: "search", name: "q", placeholder: word("searchHint"), "aria-label": word("search"), autocomplete: "off", maxlength: 200,
    role: "combobox", "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list",
  });
  form.append(field, list);
  let options = [];
  let chosen = -1;
  let asking = null;
  let answered = null;
  const close = () => {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const choose = (index) => {
    chosen = index;
    options.forEach((option, other) => option.setAttribute("aria-selected", String(other === index)));
    if (index < 0) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", options[index].id);
    options[index].scrollIntoView({ block: "nearest" });
  };
  const go = (address) => {
    asking?.abort();
    // What was typed last may still be waiting to be asked.
    answered = field.value;
    close();
    location.hash = address;
  };
  const suggest = settled(90, async () => {
    asking?.abort();
    if (field.value === answered) return;
    answered = null;
    if (!field.value.trim()) return close();
    asking = new AbortController();
    try {
      const { data } = await ask(target("/v1/search", { q: field.value, limit: 8 }), asking.signal);
      options = data.map((hit, index) => {
        const name = hit.match.snippets.find(({ field: of, text }) => of === "name" && text === hit.name);
        return el("li", { id: `found-${index}`, role: "option", "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); go(addressOf(hit)); } },
          el("b", name ? marked(name.text, name.ranges) : hit.name), el("span", word(hit.kind), hit.hint && ` · ${hit.hint}`));
      });
      options.forEach((option, index) => (option.address = addressOf(data[index])));
      list.replaceChildren(...options);
      list.hidden = options.length === 0;
      field.setAttribute("aria-expanded", String(options.length > 0));
      choose(-1);
      announce(count(options.length, "results"));
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  });
  field.addEventListener("input", suggest);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !list.hidden) {
      event.preventDefault();
      choose(((chosen + 1 + step + options.length + 1) % (options.length + 1)) - 1);
    } else if (event.key === "Escape") {
      close();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (chosen >= 0) go(options[chosen].address);
    else if (field.value.trim()) go(`#/search?q=${encode(field.value.trim())}`);
  });
  return { show: (text) => (field.value = text ?? "") };
};

/** Where a hit is shown; a claim stands in its document. */
const addressOf = (hit) => (hit.kind === "claim" ? `#/claim/${hit.id}` : viewOf(hit));

const searchView = async (parameters, signal) => {
  const q = parameters.get("q") ?? "";
  const kinds = parameters.getAll("kind");
  const question = target("/v1/search", { q, kind: kinds, limit: 50, offset: parameters.get("offset") });
  const { data, meta, links } = await ask(question, signal);
  announce(count(meta.total, "results"));
  const suggestions = meta.did_you_mean ?? [];
  const page = (address) => "#/search?" + address.split("?")[1].split("&").filter((item) => !/^(limit|lang)=/.test(item)).join("&");
  return {
    title: `${q} — ${word("results")}`,
    content: el("article.results",
      el("header", heading(q ? `« ${q} »`.replace(/« (.*) »/, language === "fr" ? "« $1 »" : language === "ja" ? "「$1」" : "“$1”") : word("search")),
        el("p.total", count(meta.total, "results")),
        el("ul.chips", [null, "event", "actor", "area", "place", "document", "claim"].map((kind) =>
          el("li", el("a", {
            href: `#/search?q=${encode(q)}` + (kind ? `&kind=${kind}` : ""), "data-key": `kind:${kind}`,
            "aria-current": (kind ? kinds.includes(kind) : kinds.length === 0) ? "true" : null,
          }, kind ? word(kind) : word("all"))))),
        data.length > 0 && el("p", el("a", { href: `#/timeline?q=${encode(q)}` }, word("inTimeline")))),
      data.length === 0 && el("p.empty", word("nothing")),
      suggestions.length > 0 && el("p", word("didYouMean"), " ", choices(suggestions, (one) => {
        const text = typeof one === "string" ? one : one.name;
        return el("a", { href: `#/search?q=${encode(text)}` }, text);
      })),
      el("ol", data.map((hit) => {
        const name = hit.match.snippets.find(({ field, text }) => field === "name" && text === hit.name);
        const rest = hit.match.snippets.filter((one) => one !== name).slice(0, 2);
        return el("li",
          el("a", { href: addressOf(hit), ...spoken(hit) }, name ? marked(name.text, name.ranges) : hit.name),
          el("p.kind", word(hit.kind), hit.hint && ` · ${hit.hint}`),
          rest.map(({ text, ranges, lang }) => el("p.snippet", lang ? { lang } : {}, marked(text, ranges))));
      })),
      (links.prev || links.next) && el("p.links", links.prev && el("a.button", { href: page(links.prev), "aria-label": word("previous") }, "←"), links.next && el("a.button", { href: page(links.next), "aria-label": word("next") }, "→")),
      requests(question)),
  };
};

/** A claim has no view of its own: it is shown where it stands. */
const claimView = async (id, signal) => {
  const { data } = await ask(target(`/v1/claims/${encodeURIComponent(id)}`, { fields: "document,paragraph" }), signal);
  return { moved: `#/document/${data.document.id}?paragraph=${data.paragraph}` };
};
