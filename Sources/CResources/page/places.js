// Places: points on a plain chart, and all of them as a tree.

const drawChart = (frame, places) => {
  const width = Math.max(280, frame.clientWidth);
  const points = places.map(({ point }) => point);
  const [west, east] = [Math.min(...points.map(({ lon }) => lon)), Math.max(...points.map(({ lon }) => lon))];
  const [south, north] = [Math.min(...points.map(({ lat }) => lat)), Math.max(...points.map(({ lat }) => lat))];
  // Equirectangular: a degree is as long either way. So many of them that the coasts are known again, with room for names.
  const spread = Math.min(360, Math.max(60, east - west, (north - south) * 2) * 1.36);
  const step = [5, 10, 15, 30].find((one) => spread / one <= (width < 500 ? 5 : 10)) ?? 45;
  const scale = width / spread;
  const height = Math.round(Math.max(width * 0.36, 180, (north - south) * scale + 150));
  const [middle, centre] = [(west + east) / 2, (south + north) / 2];
  const x = (lon) => width / 2 + (lon - middle) * scale;
  const y = (lat) => height / 2 - (lat - centre) * scale;
  const grid = [];
  const degrees = (value, positive, negative) => `${Math.abs(value)}° ${value === 0 ? "" : value > 0 ? positive : negative}`;
  for (let lon = Math.ceil((middle - spread / 2) / step) * step; lon <= middle + spread / 2; lon += step) {
    grid.push(svg("line", { x1: x(lon), x2: x(lon), y1: 0, y2: height }), svg("text", { x: x(lon) + 4, y: height - 6 }, degrees(lon, "E", language === "fr" ? "O" : "W")));
  }
  const reach = height / scale / 2;
  for (let lat = Math.ceil((centre - reach) / step) * step; lat <= centre + reach; lat += step) {
    grid.push(svg("line", { x1: 0, x2: width, y1: y(lat), y2: y(lat) }), y(lat) > 18 && svg("text", { x: 4, y: y(lat) - 4 }, degrees(lat, "N", "S")));
  }
  const spots = [...places].sort((a, b) => b.events - a.events).map((place) =>
    ({ place, x: x(place.point.lon), y: y(place.point.lat), radius: 4 + Math.sqrt(place.events) * 2.2 }));
  const labels = labelling(width, height, spots);
  const size = width < 500 ? 12 : 14;
  const marks = spots.map((spot) => {
    const { place, radius } = spot;
    const { isFree, ...label } = labels(spot, place.name, size);
    return svg("g.mark", { onclick: () => (location.hash = `#/place/${place.id}`) },
      svg("circle", { cx: spot.x, cy: spot.y, r: radius }), svg("circle.core", { cx: spot.x, cy: spot.y, r: 2 }),
      svg(isFree ? "text" : "text.waiting", { ...label, "font-size": size }, place.name),
      svg("title", `${place.name} — ${count(place.events, "events")}`));
  });
  const outline = (shore) => "M" + shore.map((degree, index) => (index % 2 ? y : x)(degree).toFixed(1)).join(" ") + "Z";
  frame.replaceChildren(frame.firstChild, svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": word("mapAlt") },
    svg("path.land", { d: coasts.map(outline).join("") }), svg("g.grid", grid), marks));
};

const placesView = async (parameters, signal) => {
  const items = filterItems(parameters);
  const question = target("/v1/places", { fields: "name,type,point,within", limit: 1000 });
  const counting = target("/v1/events", { ...items, facets: ["place", ...explorerFacets].join(","), limit: 0 });
  const [{ data }, answer, names] = await Promise.all([ask(question, signal), ask(counting, signal), vocabulary()]);
  const counts = new Map((answer.facets?.place?.values ?? []).map(({ value, count: events }) => [value, events]));
  const places = data.map((place) => ({ ...place, events: counts.get(place.id) ?? 0 })).filter(({ events }) => events > 0);
  const shown = new Set(places.map(({ id }) => id));
  const tree = (parent) => {
    const children = places.filter(({ within }) => (within && shown.has(within.id) ? within.id : null) === parent)
      .sort((a, b) => b.events - a.events || a.name.localeCompare(b.name, language));
    return children.length > 0 && el("ul", children.map((place) =>
      el("li", link({ kind: "place", ...place }), " ", el("span.kind", names.place_type?.[place.type] ?? place.type), " ",
        el("a.count", {
          href: `#/timeline?place=${place.id}` + filterQuery(asQuery(items).slice(1), "&"),
          "aria-label": `${place.name} : ${count(place.events, "events")}`,
        }, number(place.events)), tree(place.id))));
  };
  const pointed = places.filter(({ point }) => point);
  const frame = el("div.chart");
  if (pointed.length > 0) redrawn(frame, () => drawChart(frame, pointed));
  const content = places.length === 0 ? el("p.empty", word("nothing")) : [
    pointed.length > 0 && [frame, el("p.hint", word("mapHint"))],
    el("div.tree", tree(null))];
  return {
    title: word("places"),
    content: explorer("places", parameters, answer.facets, answer.meta.total, [counting, question], content,
      heading(word("places"))),
  };
};
