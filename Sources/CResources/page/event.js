// One event, fact by fact; beside each fact the paragraphs that say so, as in a critical edition.

/** A figure as people write it. */
const figureText = (figure, names) => {
  const units = { ha: "hectare", min: "minute", h: "hour", day: "day", month: "month", year: "year", km: "kilometer" };
  const style = figure.kind === "money" ? { style: "currency", currency: figure.unit, currencyDisplay: "code", maximumFractionDigits: 0 }
    : units[figure.unit] ? { style: "unit", unit: units[figure.unit], unitDisplay: "long" } : {};
  const text = new Intl.NumberFormat(language, style).format(figure.value);
  const qualifier = figure.qualifier && figure.qualifier !== "exact" ? names.qualifier?.[figure.qualifier] ?? figure.qualifier : null;
  return [qualifier, text].filter(Boolean).join(" ");
};

/** The paragraphs behind a fact; opened, what they say in the editors' words. */
const evidence = (claims, sources) => {
  if (claims.length === 0) return el("p.none", word("noClaim"));
  const places = [...new Map(claims.map((claim) => [`${claim.document.id} ${claim.paragraph}`, claim])).values()]
    .sort((a, b) => sources.indexOf(a.document.id) - sources.indexOf(b.document.id) || a.paragraph - b.paragraph);
  return el("details.evidence",
    el("summary", places.map((claim) =>
      el("span.cite", el("b", { title: claim.document.name }, sources.indexOf(claim.document.id) + 1), " ", paragraphLabel(claim.paragraph)))),
    el("ul", distinct(claims).map((claim) => statement(claim, sources))));
};

/** One sentence may support an actor, the office and the side: it is quoted once, with its note if it has one. */
const distinct = (claims) => [...Map.groupBy(claims, (claim) => [claim.document.id, claim.paragraph, claim.statement, claim.status].join()).values()]
  .map((same) => same.find(({ note }) => note) ?? same[0]);

const statement = (claim, sources) =>
  el("li" + (claim.status === "disputed" ? ".disputed" : ""), {},
    claim.statement && el("q", spoken(claim, "statement"), claim.statement), " ",
    claim.asserted_by && el("span.by", around("saidBy", claim.asserted_by), " "),
    claim.note && el("em.note", spoken(claim, "note"), claim.note, " "),
    el("a.cite", { href: `#/document/${claim.document.id}?paragraph=${claim.paragraph}` },
      el("b", sources.indexOf(claim.document.id) + 1), " ", el("span.unseen", claim.document.name, " "), paragraphLabel(claim.paragraph)));

/** A bound of a date, or that there is none. */
const moment = (iso) => (iso ? el("time", iso) : word("openEnd"));

const dateFact = (date, names) => {
  if (!date) return el("p", word("noDate"));
  const axis = new Axis([{ date }]);
  return [
    el("p.value", date.label, date.time && `, ${date.time}`),
    el("div.track.alone", { "aria-hidden": "true" }, bar(axis, date)),
    el("dl.date",
      el("dt", "EDTF"), el("dd", el("code", date.edtf)),
      el("dt", word("between")), el("dd", moment(date.earliest), " – ", moment(date.latest)),
      el("dt", word("basis")), el("dd", word(date.basis))),
  ];
};

const eventView = async (id, signal) => {
  const question = target(`/v1/events/${encodeURIComponent(id)}`, { include: "claims,documents" });
  const [{ data: event, included }, names] = await Promise.all([ask(question, signal), vocabulary()]);
  const claims = Object.values(included?.claims ?? {});
  const documents = included?.documents ?? {};
  const sources = [...new Set([...event.documents.map((one) => one.id), ...claims.map((claim) => claim.document.id)])];
  const about = (pointer) => claims.filter(({ field }) => field === pointer || field?.startsWith(pointer + "/"));
  const fact = (label, value, pointer, key = null) =>
    el("div.fact", { role: "listitem" }, el("h3" + (key === null ? "" : ".unseen"), {}, label), el("div.what", value), evidence(about(pointer), sources));
  const listed = (label, list, pointer, show) =>
    list.length === 0 ? null : facts(label, 
      el("div", { role: "list" }, list.map((one, index) => fact(`${label} ${index + 1}`, show(one), `${pointer}/${index}`, index))));
  const said = claims.filter(({ field }) => field === null);
  const plain = (label, value, pointer) => facts(label, el("div", { role: "list" }, fact(label, value, pointer, 0)));
  return {
    title: event.name,
    content: el("article.event",
      el("header",
        el("p.kind", names.event_type?.[event.type] ?? event.type, " · ", names.status?.[event.status] ?? event.status),
        el("h1", { tabindex: -1, ...spoken(event) }, bound(event.name)),
        event.summary && el("p.lead", spoken(event, "summary"), event.summary),
        event.disputed && el("p.warning", word("disputed"))),
      el("p.columns", { "aria-hidden": "true" }, el("span", word("fact")), el("span", word("evidence"))),
      plain(word("date"), dateFact(event.date, names), "/date"),
      listed(word("participants"), event.participants, "/participants", ({ actor, role, post, on_behalf_of: other }) => [
        el("p.value", link(actor), " ", el("span.kind", names.role?.[role] ?? role)),
        (post || other) && el("p", post, other && [post ? language === "ja" ? "、" : ", " : null, around("onBehalf", other)])]),
      listed(word("figures"), event.figures, "/figures", (figure) => [
        el("p.value", figureText(figure, names)),
        el("p", spoken(figure, "label"), figure.label, figure.nature && ` (${names.nature?.[figure.nature] ?? figure.nature})`,
          figure.recipient && [" → ", link(figure.recipient)])]),
      listed(word("areas"), event.areas, "/areas", (area) => el("p.value", link(area))),
      listed(word("places"), event.places, "/places", (place) => el("p.value", link(place))),
      about("/status").length > 0 && plain(word("status"), el("p.value", names.status?.[event.status] ?? event.status), "/status"),
      about("/type").length > 0 && plain(word("type"), el("p.value", names.event_type?.[event.type] ?? event.type), "/type"),
      event.part_of && plain(word("partOf"), el("p.value", link(event.part_of)), "/part_of"),
      event.parts.length > 0 && facts(word("parts"), el("ul", event.parts.map((part) => el("li", link(part))))),
      listed(word("related"), event.related, "/related", ({ event: other, relation }) =>
        el("p.value", link(other), " ", el("span.kind", names.relation?.[relation] ?? relation))),
      said.length > 0 && facts(word("statements"), el("ul.said", said.map((claim) => statement(claim, sources)))),
      el("section.facts.sources", el("h2", word("documents")),
        el("ol", sources.map((source) => el("li", documentLine(documents[source] ?? { id: source, kind: "document", name: source }))))),
      requests(question)),
  };
};

const documentLine = (document) => [
  link(document),
  el("p", [document.publisher?.name, document.published?.label, document.paragraphs && `${document.paragraphs} ${word("paragraphs")}`,
    document.language?.toUpperCase()].filter(Boolean).join(" · ")),
];
