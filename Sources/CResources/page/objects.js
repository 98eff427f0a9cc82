// Actors, areas, places: what is known of one. Documents: what each of their paragraphs supports.

const objectView = (kind) => async (id, signal) => {
  const question = target(`/v1/${kind}s/${encodeURIComponent(id)}`, { include: "claims" });
  const [{ data, included }, names] = await Promise.all([ask(question, signal), vocabulary()]);
  const claims = Object.values(included?.claims ?? {});
  const sources = [...new Set(claims.map((claim) => claim.document.id))];
  const line = (label, value) => (value === null || value === undefined || value === false || value.length === 0 ? null
    : [el("dt", word(label)), el("dd", value)]);
  const list = (things) => things.length > 0 && el("ul", things.map((thing) => el("li", link(thing))));
  const { stats } = data;
  return {
    title: data.name,
    content: el("article.object",
      el("header",
        el("p.kind", word(kind), " · ", names[`${kind}_type`]?.[data.type] ?? data.type),
        el("h1", { tabindex: -1, ...spoken(data) }, data.name),
        (data.description ?? data.definition) && el("p.lead", spoken(data, data.description ? "description" : "definition"), data.description ?? data.definition)),
      el("p.links",
        el("a.button", { href: `#/timeline?${kind}=${data.id}` }, word("seeEvents")),
        el("a.button", { href: `#/network?${kind}=${data.id}` }, word("seeNetwork"))),
      el("dl.facts",
        line("events", [number(stats.events), stats.first && ` (${stats.first.slice(0, 4)}–${stats.last.slice(0, 4)})`]),
        line("aliases", data.aliases.join(language === "ja" ? "、" : ", ")),
        line("country", data.country && (new Intl.DisplayNames([language], { type: "region" }).of(data.country))),
        line("partOf", data.part_of && link(data.part_of)),
        line("memberOf", data.member_of && list(data.member_of)),
        line("broader", data.broader && link(data.broader)),
        line("narrower", data.narrower && list(data.narrower)),
        line("within", data.within && link(data.within)),
        line("point", data.point && `${data.point.lat}, ${data.point.lon}`),
        line("posts", data.posts?.length > 0 && el("ul", data.posts.map(({ title, of: whole, date }) =>
          el("li", title, whole && !title.includes(whole.name) && [" — ", link(whole)], date && el("span.kind", " ", date.label)))))),
      claims.length > 0 && facts(word("statements"), 
        el("ul.said", claims.map((claim) => el("li",
          el("q", spoken(claim, "statement"), claim.statement ?? claim.value), " ",
          claim.asserted_by && el("span.by", around("saidBy", claim.asserted_by), " "),
          claim.note && el("em.note", claim.note, " "),
          el("a.cite", { href: `#/document/${claim.document.id}?paragraph=${claim.paragraph}` }, claim.document.name, ", ", paragraphLabel(claim.paragraph)))))),
      requests(question)),
  };
};

const documentsView = async (parameters, signal) => {
  const question = target("/v1/documents", { ...filterItems(parameters), sort: "published", limit: 1000 });
  const [{ data, meta }, names] = await Promise.all([ask(question, signal), vocabulary()]);
  announce(count(meta.total, "documents"));
  return {
    title: word("documents"),
    content: el("article.object",
      el("header", heading(word("documents")), el("p.lead", word("accuracy"))),
      el("ol.documents", data.map((document) => el("li",
        el("p.kind", names.document_type?.[document.type] ?? document.type),
        documentLine(document), document.stats.claims !== undefined && el("p", count(document.stats.claims, "claims"), " · ", count(document.stats.events, "events"))))),
      requests(question)),
  };
};

const documentView = async (id, signal, parameters) => {
  const question = target("/v1/claims", { document: id, include: "documents", limit: 1000 });
  const wanted = Number(parameters.get("paragraph")) || null;
  const claims = [];
  let document = null;
  await askAll(question, signal, (answer) => {
    document ??= answer.included?.documents?.[id] ?? null;
    claims.push(...answer.data);
  });
  const questions = [question];
  if (!document) {
    questions.push(target(`/v1/documents/${encodeURIComponent(id)}`));
    document = (await ask(questions[1], signal)).data;
  }
  const names = await vocabulary();
  const paragraphs = [...new Set(claims.map(({ paragraph }) => paragraph))].sort((a, b) => a - b);
  return {
    title: document.name,
    focus: wanted && `p${wanted}`,
    content: el("article.object.document",
      el("header",
        el("p.kind", word("document"), " · ", names.document_type?.[document.type] ?? document.type),
        el("h1", { tabindex: -1, ...spoken(document) }, document.name),
        document.title && document.title !== document.name && el("p.lead", document.language === language ? {} : { lang: document.language }, document.title)),
      el("dl.facts",
        [["publisher", document.publisher && link(document.publisher)], ["published", document.published?.label], ["revised", document.revised?.label],
          ["written", new Intl.DisplayNames([language], { type: "language" }).of(document.language)],
          ["paragraphs", number(document.paragraphs)],
          ["original", document.source_url && el("a", { href: document.source_url }, document.source_url)]]
          .filter(([, value]) => value).map(([label, value]) => [el("dt", word(label)), el("dd", value)])),
      el("p.links", el("a.button", { href: `#/timeline?document=${id}` }, word("seeEvents"))),
      paragraphs.map((ordinal) => el("section.paragraph", { id: `p${ordinal}`, tabindex: -1, "aria-current": ordinal === wanted ? "true" : null },
        el("h2", paragraphLabel(ordinal)),
        el("ul", bySubject(claims.filter(({ paragraph }) => paragraph === ordinal)).map(([subject, own]) =>
          el("li", link(subject), el("ul.said", distinct(own).filter(({ statement: text }) => text).map((claim) => el("li",
            el("q", spoken(claim, "statement"), claim.statement),
            claim.note && [" ", el("em.note", claim.note)])))))))),
      requests(...questions)),
  };
};

const bySubject = (claims) => [...Map.groupBy(claims, ({ subject }) => `${subject.kind} ${subject.id}`).values()].map((own) => [own[0].subject, own]);
