"use strict";

// Who appears with whom. The drawing is settled, not thrown: the same answer always gives the same picture. The two
// most present actors are held at two banks, the others pulled between them by what they share.

const mostDrawn = 90;

/** Where each node goes, in a frame of `width` by `height`. */
const settle = (nodes, edges, width, height) => {
  const upright = height > width;
  const [long, broad] = upright ? [height, width] : [width, height];
  // A turn by the golden angle spreads points evenly without chance.
  const points = nodes.map((node, index) => ({
    x: long / 2 + Math.cos(index * 2.39996) * Math.sqrt(index + 1) * (long / 26),
    y: broad / 2 + Math.sin(index * 2.39996) * Math.sqrt(index + 1) * (broad / 26),
    dx: 0, dy: 0, radius: radiusOf(node),
  }));
  const hold = () => {
    if (points.length > 2) {
      [points[0].x, points[0].y, points[1].x, points[1].y] = [long * 0.27, broad * 0.5, long * 0.73, broad * 0.5];
    }
  };
  const ideal = Math.sqrt((long * broad) / Math.max(6, nodes.length)) * 0.72;
  for (let turn = 0; turn < 320; turn++) {
    hold();
    const heat = (1 - turn / 320) * long * 0.03 + 0.4;
    for (let a = 0; a < points.length; a++) {
      for (let b = a + 1; b < points.length; b++) {
        const [dx, dy] = [points[a].x - points[b].x || 0.1, points[a].y - points[b].y || 0.1];
        const square = dx * dx + dy * dy;
        const push = (ideal * ideal) / square + (square < (points[a].radius + points[b].radius + 20) ** 2 ? 1.2 : 0);
        points[a].dx += dx * push; points[a].dy += dy * push;
        points[b].dx -= dx * push; points[b].dy -= dy * push;
      }
    }
    for (const { a, b, strength } of edges) {
      const [dx, dy] = [points[b].x - points[a].x, points[b].y - points[a].y];
      const pull = (Math.hypot(dx, dy) / ideal) * strength;
      points[a].dx += dx * pull; points[a].dy += dy * pull;
      points[b].dx -= dx * pull; points[b].dy -= dy * pull;
    }
    for (const point of points) {
      // The nearer to an edge, the more it is held back.
      point.dx += ((long / 2 - point.x) / long) ** 3 * long * 5 + (long / 2 - point.x) * 0.05;
      point.dy += ((broad / 2 - point.y) / broad) ** 3 * broad * 4 + (broad / 2 - point.y) * 0.05;
      const length = Math.hypot(point.dx, point.dy) || 1;
      const move = Math.min(length, heat) / length;
      point.x = Math.min(long - 40, Math.max(40, point.x + point.dx * move));
      point.y = Math.min(broad - 24, Math.max(20, point.y + point.dy * move));
      point.dx = 0; point.dy = 0;
    }
  }
  hold();
  // What room is left at either end is for all.
  const ends = points.map(({ x }) => x);
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  const spread = (x) => (points.length > 2 ? 40 + ((x - first) / (last - first)) * (long - 80) : x);
  return points.map(({ x, y, radius }) => (upright ? { x: y, y: spread(x), radius } : { x: spread(x), y, radius }));
};

/** Moves points apart until circles and the names beside them have room. The banks stay where they are. */
const makeRoom = (points, lengths, width, height) => {
  const boxOf = ({ x, y, radius }, index) => {
    const length = lengths[index] && lengths[index] + 6;
    const isRight = x + radius + length < width;
    const half = Math.max(radius, 7) + 1;
    return [x - radius - (isRight ? 0 : length), y - half, x + radius + (isRight ? length : 0), y + half];
  };
  let isCrowded = true;
  for (let turn = 0; turn < 200 && isCrowded; turn++) {
    isCrowded = false;
    for (let a = 0; a < points.length; a++) {
      for (let b = Math.max(2, a + 1); b < points.length; b++) {
        const [one, other] = [boxOf(points[a], a), boxOf(points[b], b)];
        const across = Math.min(one[2], other[2]) - Math.max(one[0], other[0]);
        const down = Math.min(one[3], other[3]) - Math.max(one[1], other[1]);
        if (across <= 0 || down <= 0) continue;
        isCrowded = true;
        const axis = across < down ? "x" : "y";
        const way = points[a][axis] < points[b][axis] ? 1 : -1;
        const step = Math.min(across, down) / 2 + 0.1;
        if (a > 1) points[a][axis] -= way * step;
        points[b][axis] += way * step * (a > 1 ? 1 : 2);
      }
    }
    for (const point of points) {
      point.x = Math.min(width - point.radius - 2, Math.max(point.radius + 2, point.x));
      point.y = Math.min(height - 12, Math.max(12, point.y));
    }
  }
};

const radiusOf = (node) => Math.min(24, 3.5 + Math.sqrt(node.events) * 1.9);

const drawNetwork = (frame, { nodes: all, edges: links }) => {
  const nodes = all.slice(0, mostDrawn);
  const index = new Map(nodes.map((node, position) => [node.id, position]));
  const edges = links.filter(({ source, target: end }) => index.has(source) && index.has(end))
    .map((edge) => ({
      ...edge, a: index.get(edge.source), b: index.get(edge.target),
      strength: edge.kind === "together" ? 0.25 + 0.2 * Math.log2(1 + edge.weight) : 0.35,
    }));
  const width = Math.max(280, frame.clientWidth);
  const height = width < 640 ? Math.round(width * 2) : Math.round(Math.min(680, width * 0.66));
  const points = settle(nodes, edges, width, height);
  const sizeOf = (position) => (position < 2 ? 15 : 11.5);
  // There is room for so many names; the others wait.
  const most = (width * height) / 4200;
  makeRoom(points, nodes.map(({ name }, position) => (position < most ? lengthOf(name, sizeOf(position)) : 0)), width, height);
  const lines = edges.map((edge) => svg("line." + (edge.kind === "together" ? "together" : "standing"), {
    x1: points[edge.a].x, y1: points[edge.a].y, x2: points[edge.b].x, y2: points[edge.b].y,
    "stroke-width": edge.weight ? Math.min(9, 0.6 + Math.sqrt(edge.weight)) : 1,
  }));
  const texts = nodes.map((node, position) => svg("text", { "font-size": sizeOf(position) }, node.name));
  const everybody = [...nodes.keys()];
  /** Shows the names of those for whom there is room, the first in any case. */
  const call = (shown) => {
    const place = labelling(width, height, shown.map((position) => points[position]));
    for (const text of texts) text.classList.add("waiting");
    for (const position of shown) {
      const text = texts[position];
      const { isFree, ...at } = place(points[position], nodes[position].name, sizeOf(position));
      text.classList.toggle("waiting", !isFree && position !== shown[0]);
      for (const [key, value] of Object.entries(at)) text.setAttribute(key, value);
    }
  };
  let lit = null;
  const light = (chosen) => {
    if (chosen === lit) return;
    lit = chosen;
    const near = new Set(chosen === null ? everybody : [chosen]);
    edges.forEach(({ a, b }, position) => {
      const on = a === chosen || b === chosen;
      if (on) near.add(a).add(b);
      lines[position].classList.toggle("on", on);
    });
    picture.classList.toggle("lit", chosen !== null);
    circles.forEach((circle, position) => circle.classList.toggle("on", near.has(position)));
    call([...near]);
  };
  const byMouse = (action) => ({ pointerType }) => { if (pointerType === "mouse") action(); };
  const circles = nodes.map((node, position) => {
    const { x, y, radius } = points[position];
    return svg("g." + node.type, {
      // Who has no pointer taps once to see, and again to follow.
      onclick: ({ pointerType }) => (pointerType === "touch" && lit !== position ? light(position) : (location.hash = `#/actor/${node.id}`)),
      onpointerenter: byMouse(() => light(position)), onpointerleave: byMouse(() => light(null)),
    },
    svg("circle.reach", { cx: x, cy: y, r: Math.max(14, radius) }),
    svg("circle", { cx: x, cy: y, r: radius }), svg("title", `${node.name} — ${count(node.events, "events")}`), texts[position]);
  });
  const picture = svg("svg", {
    viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": word("networkAlt"),
    onclick: ({ target: on }) => { if (on === picture) light(null); },
  }, lines, circles);
  call(everybody);
  frame.replaceChildren(frame.firstChild, picture);
};

/** About how long a name is, written in a size. */
const lengthOf = (name, size) => [...name].reduce((sum, letter) => sum + (letter > "\u2e80" ? 1.02 : letter < "a" ? 0.62 : 0.53), 0) * size;

// Finds room for names in a frame: right of a circle, left, below, above; else a name waits for the pointer.
const labelling = (width, height, points) => {
  const taken = points.map(({ x, y, radius }) => [x - radius, y - radius, x + radius, y + radius]);
  return ({ x, y, radius }, name, size) => {
    const length = lengthOf(name, size);
    const options = [[x + radius + 4, y + 4, "start"], [x - radius - 4, y + 4, "end"], [x, y + radius + size + 1, "middle"],
      [x, y - radius - 5, "middle"], [x + radius, y + radius + size, "start"], [x - radius, y + radius + size, "end"]];
    const box = ([left, base, anchor]) => {
      const start = anchor === "start" ? left : anchor === "end" ? left - length : left - length / 2;
      return [start, base - size * 0.8, start + length, base + 3];
    };
    const free = options.find((option) => {
      const [a, b, c, d] = box(option);
      return a > 0 && c < width && b > 0 && d < height && taken.every(([e, f, g, h]) => c < e || a > g || d < f || b > h);
    });
    if (free) taken.push(box(free));
    const [left, base, anchor] = free ?? options[x > width / 2 ? 1 : 0];
    return { x: left, y: base, "text-anchor": anchor, isFree: Boolean(free) };
  };
};

const networkView = async (parameters, signal) => {
  const items = filterItems(parameters);
  const question = target("/v1/graph", items);
  const counting = target("/v1/events", { ...items, facets: explorerFacets.join(","), limit: 0 });
  const [{ data }, answer, names] = await Promise.all([ask(question, signal), ask(counting, signal), vocabulary()]);
  const frame = el("div.network");
  redrawn(frame, () => drawNetwork(frame, data));
  const kinds = [...new Set(data.nodes.map(({ type }) => type))];
  const called = new Map(data.nodes.map((node) => [node.id, node]));
  const pairs = data.edges.filter(({ kind }) => kind === "together").slice(0, 200);
  const content = data.nodes.length === 0 ? el("p.empty", word("nothing")) : [
    el("p.hint", word("networkHint")),
    frame,
    el("ul.legend.actors", { "aria-label": word("legend") }, kinds.map((kind) =>
      el("li", el("span." + kind, { "aria-hidden": "true" }), names.actor_type?.[kind] ?? kind))),
    data.nodes.length > mostDrawn && el("p.hint", word("drawn").replace("%1", mostDrawn).replace("%2", number(data.nodes.length))),
    el("div.tables",
      table(word("actors"), [word("actor"), word("type"), word("events")], data.nodes.slice(0, 200).map((node) =>
        [link({ kind: "actor", ...node }), names.actor_type?.[node.type] ?? node.type,
          el("a", { href: `#/timeline?actor=${node.id}` + filterQuery(asQuery(items).slice(1), "&") }, number(node.events))])),
      table(word("pairs"), [word("actors"), word("shared"), word("from"), word("to")], pairs.map((edge) =>
        [[called.get(edge.source).name, " – ", called.get(edge.target).name],
          el("a", { href: asView(edge.href) }, number(edge.weight)), moment(edge.first), moment(edge.last)]))),
  ];
  return {
    title: word("network"),
    content: explorer("network", parameters, answer.facets, answer.meta.total, [question, counting], content,
      heading(word("network"))),
  };
};

/** A table in a frame that scrolls by itself where it is too wide. */
const table = (caption, head, lines) =>
  el("div.scroll", { tabindex: 0, role: "region", "aria-label": caption },
    el("table", el("caption", caption),
      el("thead", el("tr", head.map((cell) => el("th", { scope: "col" }, cell)))),
      el("tbody", lines.map(([first, ...rest]) =>
        el("tr", el("th", { scope: "row" }, first), rest.map((cell) => el("td", cell)))))));
