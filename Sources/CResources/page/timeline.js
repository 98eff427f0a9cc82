// All events along time. A date is drawn as wide as it is imprecise: a dot is a known day, a pale band "some time within",
// a solid bar what lasted, and an end that no source states fades out.

const day = 86_400_000;
const time = (iso) => Date.parse(iso + "T00:00:00Z");

/** The years that a selection reaches over, with a margin for ends that fade. */
class Axis {
  constructor(events) {
    const dates = events.map((event) => event.date).filter(Boolean);
    const known = dates.flatMap((date) => [date.earliest, date.latest]).filter(Boolean).map(time);
    const years = known.map((moment) => new Date(moment).getUTCFullYear());
    const [first, last] = known.length > 0 ? [years.reduce((a, b) => Math.min(a, b)), years.reduce((a, b) => Math.max(a, b)) + 1] : [2000, 2001];
    const margin = Math.max(1, Math.round((last - first) / 20));
    this.start = time(`${String(first - margin).padStart(4, "0")}-01-01`);
    this.end = time(`${last + margin}-01-01`);
    const step = [1, 2, 5, 10, 20, 50, 100].find((step) => (last - first + 2 * margin) / step <= 9) ?? 200;
    this.ticks = [];
    for (let year = Math.ceil((first - margin) / step) * step; year <= last + margin; year += step) {
      this.ticks.push({ year, at: this.at(time(`${year}-01-01`)) });
    }
  }

  /** Where a moment lies, from 0 to 1. */
  at(moment) { return (moment - this.start) / (this.end - this.start); }

  /** What is drawn of a date: both ends from 0 to 1, and its kind. */
  place(date) {
    const open = { start: !date.earliest, end: !date.latest };
    const from = open.start ? 0 : this.at(time(date.earliest));
    const to = open.end ? 1 : this.at(time(date.latest) + day);
    const kind = !open.start && !open.end && date.earliest === date.latest ? "day" : date.span ? "span" : "within";
    return { from, to, open, kind, basis: date.basis };
  }
}

const yearScale = (axis) => el("div.scale", { "aria-hidden": "true" }, axis.ticks.map(({ year, at }) => el("span", { "--at": at }, year)));

/** One date on its axis. */
const bar = (axis, date) => {
  if (!date) return null;
  const { from, to, open, kind, basis } = axis.place(date);
  const names = ["bar", kind, basis, kind !== "day" && to - from < 0.012 && "brief", open.start && "open-start", open.end && "open-end"].filter(Boolean);
  const left = kind === "day" ? (from + to) / 2 : from;
  return el("i." + names.join("."), { "--from": left, "--width": to - from });
};

const tallestDrawing = 320;

// The whole selection in one drawing: long spans lie at the ground, days stand on them. Of many events, as much is drawn
// at a time as nobody notices.
const skyline = (events, axis) => {
  const canvas = el("canvas", { role: "img", "aria-label": word("allEvents") });
  const tip = el("p.tip", { "aria-hidden": "true" });
  const frame = el("div.skyline", canvas, yearScale(axis), tip);
  const dated = events.filter((event) => event.date).map((event) => ({ event, ...axis.place(event.date) }))
    .sort((a, b) => (b.to - b.from) - (a.to - a.from) || a.from - b.from);
  let boxes = [];
  let marked = null;
  let drawing = 0;

  /** Stands a box on those that were put before it; `heights` says how many lie in each column. */
  const stand = (item, heights) => {
    const width = heights.length - 1;
    const least = item.kind === "day" ? 7 : 5;
    let [left, right] = [item.from * width, item.to * width];
    if (right - left < least) [left, right] = [(left + right - least) / 2, (left + right + least) / 2];
    const [first, last] = [Math.max(0, Math.floor(left)), Math.min(width, Math.ceil(right))];
    let lane = 0;
    for (let column = first; column <= last; column++) if (heights[column] > lane) lane = heights[column];
    heights.fill(lane + 1, first, last + 1);
    return { ...item, left, right, lane };
  };

  const draw = async () => {
    const own = ++drawing;
    const goesOn = () => own === drawing;
    const width = Math.max(1, Math.round(frame.clientWidth));
    if (dated.length > 1000) {
      // So many will take the whole height: what stands below need not move, nor the first picture wait.
      canvas.style.height = tallestDrawing + "px";
      await breathe();
    }
    const heights = new Uint16Array(width + 1);
    const standing = [];
    if (!await inTurns(dated, (item) => standing.push(stand(item, heights)), goesOn)) return;
    const most = heights.reduce((a, b) => Math.max(a, b), 1);
    const size = Math.min(9, (tallestDrawing - 10) / most);
    const height = Math.min(tallestDrawing, Math.ceil(most * size) + 10);
    boxes = standing.map((box) => ({ ...box, top: height - (box.lane + 1) * size, size }));
    const ratio = devicePixelRatio || 1;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.style.height = height + "px";
    const ink = pen();
    if (ink) await inTurns(boxes, ink, goesOn);
  };

  /** What draws a box on the canvas, which is cleared for it. */
  const pen = () => {
    const pen = canvas.getContext("2d");
    if (!pen) return null;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const ratio = devicePixelRatio || 1;
    const { color: ink, outlineColor: accent, borderTopColor: line } = getComputedStyle(frame);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.fillStyle = line;
    for (const { at } of axis.ticks) pen.fillRect(Math.round(at * width), 0, 1, height);
    return (box) => {
      const colour = box === marked ? accent : ink;
      const thick = Math.max(0.6, box.size - 2);
      const top = box.top + (box.size - thick) / 2;
      if (box.kind === "day") drawDay(pen, box, colour, top, thick);
      else drawRange(pen, box, colour, top, thick, box === marked);
    };
  };

  const under = (event) => {
    const box = canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    return boxes.find(({ left, right, top, size }) => x >= left - 1 && x <= right + 1 && y >= top && y <= top + size) ?? null;
  };
  const mark = (found) => {
    if (found === marked) return;
    marked = found;
    canvas.style.cursor = found ? "pointer" : "";
    drawing++;
    boxes.forEach(pen());
    tip.textContent = found ? `${found.event.date.label} — ${found.event.name}` : "";
    if (found) tip.style.setProperty("--at", Math.min(0.98, Math.max(0.02, (found.left + found.right) / 2 / canvas.clientWidth)));
    tip.classList.toggle("late", Boolean(found) && found.left + found.right > canvas.clientWidth);
  };
  canvas.addEventListener("pointermove", (event) => mark(under(event)));
  canvas.addEventListener("pointerleave", () => mark(null));
  canvas.addEventListener("click", (event) => {
    const found = under(event);
    if (found) location.hash = `#/event/${found.event.id}`;
  });
  redrawn(frame, draw);
  return frame;
};

const drawDay = (pen, { left, right, basis }, colour, top, thick) => {
  const radius = Math.min(3.2, Math.max(0.6, thick / 2));
  pen.beginPath();
  pen.arc((left + right) / 2, top + thick / 2, radius, 0, 2 * Math.PI);
  pen.strokeStyle = pen.fillStyle = colour;
  pen.lineWidth = 1.3;
  if (basis === "attested" && radius > 1.5) pen.stroke();
  else pen.fill();
};

const drawRange = (pen, { left, right, kind, basis, open }, colour, top, thick, isMarked) => {
  pen.globalAlpha = isMarked ? 1 : kind === "span" ? 0.9 : right - left < 12 ? 0.6 : 0.3;
  pen.fillStyle = colour;
  if (open.start || open.end) {
    const fill = pen.createLinearGradient(left, 0, right, 0);
    fill.addColorStop(0, open.start ? fade(colour, 0) : colour);
    if (open.start) fill.addColorStop(0.75, colour);
    if (open.end) fill.addColorStop(0.6, colour);
    fill.addColorStop(1, open.end ? fade(colour, 0) : colour);
    pen.fillStyle = fill;
  }
  const width = Math.max(1.5, right - left - 1);
  if (basis !== "inferred" || width < 12 || thick < 2) pen.fillRect(left, top, width, thick);
  else for (let x = 0; x < width; x += 7) pen.fillRect(left + x, top, Math.min(5, width - x), thick);
  pen.globalAlpha = 1;
};

/** A colour of `rgb(…)` with another opacity. */
const fade = (colour, opacity) => colour.replace(/^rgba?\(([^,)]+),([^,)]+),([^,)]+).*/, `rgba($1,$2,$3,${opacity})`);

/** Draws in a frame as soon as it is laid out, when its width changes, and when the colours do. */
const redrawn = (frame, draw) => {
  // Of no height, so that what is drawn does not change what is watched, and is seen in the same picture.
  const gauge = el("div");
  frame.prepend(gauge);
  let width = 0;
  new ResizeObserver(() => {
    if (gauge.clientWidth === width) return;
    // It has no width once another view has taken its place.
    width = gauge.clientWidth;
    if (width > 0) draw();
  }).observe(gauge);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  frame.addEventListener("recolour", draw);
};

const legend = () =>
  el("ul.legend", { "aria-label": word("legend") },
    [["bar.day.stated", "legendDay"], ["bar.within.stated", "legendWithin"], ["bar.span.stated", "legendSpan"],
      ["bar.span.stated.open-end", "legendOpen"], ["bar.day.attested", "legendAttested"],
      ["bar.span.inferred", "inferred"]].map(([names, text]) =>
      el("li", el(names.includes("day") ? "span.sample.short" : "span.sample", { "aria-hidden": "true" }, el("i." + names, { "--from": names.includes("day") ? 0.5 : 0, "--width": 1 })),
        word(text))));

/** Under which heading a date is listed: as coarse as it is. */
const headingOf = (date) => {
  if (!date) return word("undated");
  if (!date.earliest) return "… " + date.latest.slice(0, 4);
  if (date.precision === "decade" || date.precision === "century") return date.edtf.split("/")[0];
  return date.earliest.slice(0, 4);
};

/** What every row holds; to copy it takes half the time of making it. */
const rowShape = el("li", el("a", el("b")), el("p.kind"), el("p.when"), el("div.track", { "aria-hidden": "true" }));

const row = (axis, event) => {
  const item = rowShape.cloneNode(true);
  const [anchor, kind, when, track] = item.children;
  const snippet = event.match?.snippets.find((one) => one.field === "name") ?? null;
  const other = event.match?.snippets.find((one) => one.field !== "name");
  anchor.setAttribute("href", `#/event/${event.id}`);
  if (event.fallback?.name) anchor.setAttribute("lang", event.fallback.name);
  if (snippet?.text === event.name) anchor.firstChild.append(...marked(snippet.text, snippet.ranges));
  else anchor.firstChild.textContent = event.name;
  kind.textContent = event.typeLabel;
  if (event.status !== "occurred") kind.append(el("span.status", event.statusLabel));
  if (other) kind.after(el("p.snippet", other.lang ? { lang: other.lang } : {}, marked(other.text, other.ranges)));
  when.textContent = event.date?.label ?? word("undated");
  if (event.date) track.append(bar(axis, event.date));
  return item;
};

/** The list under the drawing, by year: as much as may be seen at once, the rest while the browser has time. */
const rows = (events, axis, signal, isLanding) => {
  const [first = { at: 0 }, second = { at: 1 }] = axis.ticks;
  const list = el("div.years", { "--tick": first.at, "--step": second.at - first.at }, el("div.axis", yearScale(axis)));
  const groups = [];
  for (const event of events) {
    const heading = headingOf(event.date);
    if (groups.at(-1)?.heading !== heading) groups.push({ heading, events: [] });
    groups.at(-1).events.push(event);
  }
  const lines = groups.flatMap((group) => group.events.map((event, index) => ({ event, opens: index === 0 && group })));
  let items = null;
  const add = ({ event, opens }) => {
    if (opens) {
      items = el("ol");
      list.append(el("section", { "--rows": opens.events.length }, el("h2", opens.heading), items));
    }
    items.append(row(axis, event));
  };
  // Under the landing, hardly any of it is seen at first.
  (isLanding ? leisure() : Promise.resolve()).then(() => inTurns(lines, add, () => !signal.aborted));
  return list;
};

const timelineFields = "name,type,status,date";

const timelineView = async (parameters, signal) => {
  const isLanding = route(location.hash).name === "";
  const items = filterItems(parameters);
  const question = target("/v1/events", {
    ...items, sort: items.q ? "date" : null, facets: [...explorerFacets, "status"].join(","), fields: timelineFields, limit: 1000,
  });
  const events = [];
  let first = null;
  const asked = askAll(question, signal, (answer) => {
    first ??= answer;
    for (const event of answer.data) events.push(event);
  });
  const [opening] = await Promise.all([isLanding && landing(), asked]);
  const { facets, meta } = first;
  const [types, statuses] = ["type", "status"].map((name) => new Map(facets?.[name]?.values.map(({ value, label }) => [value, label])));
  for (const event of events) {
    event.typeLabel = types.get(event.type) ?? event.type;
    event.statusLabel = statuses.get(event.status) ?? event.status;
  }
  const axis = new Axis(events);
  const content = events.length === 0 ? el("p.empty", word("nothing"))
    : [skyline(events, axis), legend(), rows(events, axis, signal, isLanding)];
  const title = el(isLanding ? "h2" : "h1", { tabindex: -1 }, word("timeline"));
  return {
    title: isLanding ? null : word("timeline"),
    content: [opening, explorer("timeline", parameters, facets, meta.total, [question], content, title)],
  };
};

/** What one reads first: what this is, how much of it, and a line to try. */
const landing = async () => {
  const { data } = await dataset();
  const views = { events: "timeline", actors: "network", places: "places", documents: "documents" };
  const counts = Object.entries(data.counts).map(([name, has]) =>
    el("li", el(views[name] ? "a" : "span", { href: views[name] && `#/${views[name]}` }, count(has, name))));
  const [name, ...rest] = data.title.split(/ ?[:：] ?/);
  const subtitle = rest.join(" : ");
  return el("section.landing",
    el("div",
      heading(bound(subtitle ? subtitle[0].toUpperCase() + subtitle.slice(1) : name)),
      el("p.lead", (data.fallback?.description ? null : data.description) ?? word("accuracy")),
      el("ul.counts", counts)),
    el("div.start",
      el("h2", word("firstCall")),
      el("p", word("tagline")),
      commandLine(curl(`/v1/events?actor=nato&date=2014&lang=${language}&pretty`), word("firstCall")),
      el("p", el("a", { href: "#/docs" }, word("reference")), " · ", el("a", { href: "/openapi.yaml" }, "openapi.yaml"), " · ",
        el("a", { href: "/llms.txt" }, "llms.txt"))));
};

const dataset = () => askOnce(target("/v1/dataset"));

/** Words of enumerations in the page's language. */
const vocabulary = async () => {
  const { data } = await askOnce(target("/v1/vocab"));
  return Object.fromEntries(Object.entries(data).map(([name, list]) =>
    [name, Object.fromEntries(list.map(({ value, label }) => [value, label[language]]))]));
};
