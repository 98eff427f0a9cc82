// The reference, rendered from the contract that the server hands out, and a form for each of its operations.

/** The few forms of Markdown that the contract uses: paragraphs, tables, `code`, **bold**, [links](…). */
const prose = (text = "") => text.trim().split(/\n{2,}/).map((block) => {
  const lines = block.split("\n");
  if (!lines.every((line) => line.startsWith("|"))) return el("p", inline(lines.join(" ")));
  const cells = (line) => line.replace(/^\||\|$/g, "").split("|").map((cell) => inline(cell.trim()));
  const [head, , ...rest] = lines;
  return el("table", el("thead", el("tr", cells(head).map((cell) => el("th", { scope: "col" }, cell)))),
    el("tbody", rest.map((line) => el("tr", cells(line).map((cell) => el("td", cell))))));
});

const inline = (text) => text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/).map((piece) => {
  if (/^`.+`$/.test(piece)) return el("code", piece.slice(1, -1));
  if (/^\*\*.+\*\*$/.test(piece)) return el("strong", piece.slice(2, -2));
  const [, label, address] = piece.match(/^\[([^\]]+)\]\(([^)]+)\)$/) ?? [];
  return address ? el("a", { href: address }, label) : piece;
});

const resolve = (api, value) => {
  if (!value?.$ref) return value;
  return value.$ref.split("/").slice(1).reduce((node, key) => node?.[key.replace(/~1/g, "/").replace(/~0/g, "~")], api);
};
const referenceName = (value) => value?.$ref?.split("/").at(-1);

const operationsOf = (api) => Object.entries(api.paths).map(([path, item]) => ({ path, ...item.get }));

const referenceView = async ([chosen, schema]) => {
  const api = await askOnce("/openapi.json");
  const operations = operationsOf(api);
  const operation = operations.find(({ operationId }) => operationId === chosen);
  const isSchema = chosen === "schemas" && api.components.schemas[schema];
  const item = (address, label, current) => el("li", el("a", { href: address, "aria-current": current ? "page" : null }, label));
  const groups = api.tags.map(({ name }) => {
    const own = operations.filter(({ tags }) => tags.includes(name));
    return own.length > 0 && el("section", el("h2", { lang: "en" }, name),
      el("ul", own.map((one) => item(`#/docs/${one.operationId}`, el("code", one.path), one === operation))));
  });
  const schemas = el("section", el("h2", word("schemas")),
    el("ul", Object.keys(api.components.schemas).map((name) => item(`#/docs/schemas/${name}`, el("code", name), name === schema && isSchema))));
  const wide = matchMedia("(min-width: 62rem)").matches;
  const shown = operation ? operationView(api, operation) : isSchema ? schemaView(api, schema) : overview(api, operations);
  return {
    title: operation ? operation.path : isSchema ? schema : word("reference"),
    content: el("div.reference",
      el("details.contents", { open: wide }, el("summary", word("operations")),
        el("nav", { "aria-label": word("operations") }, el("p", el("a", { href: "#/docs", "aria-current": chosen ? null : "page" }, word("reference"))), groups, schemas)),
      el("div.view", shown)),
  };
};

const overview = (api, operations) =>
  el("article",
    el("header", heading(word("reference")),
      el("p.hint", `${word("docsLead")} `, el("a", { href: "/openapi.json" }, "openapi.json"), ". ", word("english"))),
    el("div.prose", { lang: "en" }, el("p.lead", api.info.summary), prose(api.info.description)),
    table(word("operations"), ["GET", word("meaning")], operations.map(({ path, summary, operationId }) =>
      [el("a", { href: `#/docs/${operationId}` }, el("code", path)), el("span", { lang: "en" }, summary)])),
    facts(word("problems"), el("div.prose", { lang: "en" },
      el("p", "Each ", el("code", "type"), " of a problem is an address that explains it:"),
      el("ul", (api.components.schemas.ProblemName?.enum ?? []).map((name) => el("li", el("a", { href: `/problems/${name}?lang=en` }, el("code", name))))))),
    requests("/openapi.json"));

const operationView = (api, operation) => {
  const text = operation.description ?? "";
  const example = text.match(/Example: `GET ([^`]+)`/)?.[1];
  return el("article.operation",
    el("header",
      el("p.kind", { lang: "en" }, operation.tags.join(", ")),
      heading(el("span", "GET "), el("code", operation.path)),
      el("p.lead", { lang: "en" }, operation.summary)),
    el("div.prose", { lang: "en" }, prose(text.replace(/Example: `GET [^`]+`/, ""))),
    tryIt(api, operation, example),
    facts(word("answers"), 
      Object.entries(operation.responses).map(([status, value]) => responseView(api, status, resolve(api, value)))));
};

const responseView = (api, status, response) => {
  const types = Object.entries(response.content ?? {});
  const headers = Object.entries(response.headers ?? {});
  return el("details.response",
    el("summary", el("code", status), " ", el("span", { lang: "en" }, inline(response.description))),
    types.map(([type, { schema, example, examples }]) => el("div",
      el("h3", el("code", type)),
      schema && el("div.schema", schemaTree(api, schema, 0)),
      [example, ...Object.values(examples ?? {}).map((one) => resolve(api, one)?.value)].filter((one) => one !== undefined).map((one) =>
        [el("h4", word("example")), el("pre", { tabindex: 0 }, typeof one === "string" ? one : JSON.stringify(one, null, 2))]))),
    headers.length > 0 && [el("h3", word("headers")), el("dl.headers", { lang: "en" }, headers.map(([name, value]) =>
      [el("dt", el("code", name)), el("dd", inline(resolve(api, value).description ?? ""))]))]);
};

/** A type in a few words: `string`, `array of Ref`, `integer | null`. */
const typeName = (schema) => {
  if (!schema) return "";
  if (schema.$ref) return referenceName(schema);
  if (schema.type === "array") return `array of ${typeName(schema.items) || "anything"}`;
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return choices.map(typeName).join(" | ");
  return [schema.type].flat().filter(Boolean).join(" | ") + (schema.format ? ` (${schema.format})` : "");
};

/** Everything that an object may hold, its `allOf` taken together. */
const propertiesOf = (api, schema) => {
  const own = resolve(api, schema);
  const parts = (own?.allOf ?? []).map((one) => propertiesOf(api, one));
  return {
    properties: Object.assign({}, ...parts.map(({ properties }) => properties), own?.properties),
    required: [...parts.flatMap(({ required }) => required), ...(own?.required ?? [])],
  };
};

const schemaLink = (schema) => {
  const name = referenceName(schema) ?? referenceName(schema?.items) ?? referenceName((schema?.oneOf ?? schema?.anyOf)?.find((one) => one.$ref));
  const text = typeName(schema);
  return name ? el("a", { href: `#/docs/schemas/${name}` }, el("code", text)) : el("code", text);
};

const schemaTree = (api, schema, depth) => {
  const own = resolve(api, schema);
  const { properties, required } = propertiesOf(api, schema);
  const entries = Object.entries(properties);
  if (entries.length === 0) return el("p", schemaLink(schema), " ", schemaNotes(own));
  return el("ul.keys", entries.map(([name, value]) => {
    const inner = propertiesOf(api, value.type === "array" ? value.items : value);
    const isDeep = Object.keys(inner.properties).length > 0 && depth < 4;
    const line = (type) => [el("code.key", name), " ", type, !required.includes(name) && el("span.kind", { lang: "en" }, " optional"), " ", schemaNotes(resolve(api, value))];
    if (!isDeep || value.$ref) return el("li", line(schemaLink(value)));
    // A link within a summary could not be told from it by keyboard.
    return el("li", el("details", el("summary", line(el("code", typeName(value)))), schemaLink(value), schemaTree(api, value.type === "array" ? value.items : value, depth + 1)));
  }));
};

const schemaNotes = (schema) => el("span.note", { lang: "en" },
  schema?.description && inline(schema.description), " ",
  schema?.enum && [labelled(word("allowed")), schema.enum.map((one, index) => [index > 0 && ", ", el("code", JSON.stringify(one))])],
  schema?.default !== undefined && [" ", word("byDefault"), " ", el("code", String(schema.default))],
  schema?.examples && [" ", word("example"), " ", el("code", JSON.stringify(schema.examples[0]))]);

const schemaView = (api, name) => {
  const schema = api.components.schemas[name];
  return el("article.operation",
    el("header", el("p.kind", word("schemas")), heading(el("code", name))),
    el("div.prose", { lang: "en" }, prose(schema.description)),
    el("div.schema", schemaTree(api, schema, 0)),
    schema.examples?.length > 0 && typeof schema.examples[0] === "object" && [el("h2", word("example")), el("pre", { tabindex: 0 }, JSON.stringify(schema.examples[0], null, 2))]);
};

/** A form that sends the request: the parameters' table is the form. */
const tryIt = (api, operation, example) => {
  const parameters = (operation.parameters ?? []).map((one) => resolve(api, one));
  const fields = parameters.map((parameter) => {
    const schema = resolve(api, parameter.schema);
    const values = schema?.enum ?? resolve(api, schema?.items)?.enum;
    const shown = [parameter.example ?? schema?.examples?.[0]].flat().join(",");
    const name = `p-${parameter.name}`;
    const inPath = example?.split("?")[0].split("/")[operation.path.split("/").indexOf(`{${parameter.name}}`)];
    const field = schema?.enum
      ? el("select", { id: name, "data-key": name }, el("option", { value: "" }, "—"), schema.enum.filter((one) => one !== "").map((one) => el("option", { value: one }, String(one))))
      : el("input", { id: name, "data-key": name, placeholder: shown || null, autocomplete: "off", value: parameter.in === "path" ? decode(inPath ?? shown) : null });
    return { parameter, schema, values, field, name };
  });
  const address = () => {
    let path = operation.path;
    const items = [];
    for (const { parameter, field } of fields) {
      if (parameter.in === "path") path = path.replace(`{${parameter.name}}`, encodeURIComponent(field.value));
      else if (parameter.in === "query" && field.value !== "") items.push(`${parameter.name}=${encode(field.value)}`);
    }
    return path + (items.length > 0 ? "?" + items.join("&") : "");
  };
  const extra = () => fields.filter(({ parameter, field }) => parameter.in === "header" && field.value).map(({ parameter, field }) => [parameter.name, field.value]);
  const line = commandLine("", word("request"));
  const renew = () => line.show(curl(address(), extra().map(([name, value]) => `-H '${name}: ${value}' `).join("")));
  const result = el("section.result", { "aria-live": "polite", "aria-label": word("answer"), hidden: true });
  const fill = () => {
    const [path, query = ""] = example.split("?");
    const pieces = path.split("/");
    const items = new Map();
    for (const [name, value] of new URLSearchParams(query)) items.set(name, value === "" ? "1" : value);
    for (const { parameter, field } of fields) {
      if (parameter.in === "query") field.value = items.get(parameter.name) ?? "";
      if (parameter.in === "path") field.value = decode(pieces[operation.path.split("/").indexOf(`{${parameter.name}}`)] ?? "");
    }
    renew();
  };
  const submit = async (event) => {
    event.preventDefault();
    result.hidden = false;
    result.replaceChildren(el("p", word("loading")));
    try {
      const started = performance.now();
      const response = await fetch(address(), { headers: { Accept: "*/*", ...Object.fromEntries(extra()) } });
      const bytes = new Uint8Array(await response.arrayBuffer());
      const type = response.headers.get("Content-Type") ?? "";
      const isText = /text|json|yaml/.test(type);
      let text = isText ? new TextDecoder().decode(bytes.subarray(0, 200_000)) : `${number(bytes.length)} B`;
      if (/json(;|$)/.test(type) && !/ndjson/.test(type)) try { text = JSON.stringify(JSON.parse(new TextDecoder().decode(bytes)), null, 2); } catch { /* shown as it came */ }
      const short = text.length > 40_000 ? text.slice(0, 40_000) + "\n" + word("cut") : text;
      result.replaceChildren(
        el("h3", word("answer"), " ", el("code" + (response.ok ? ".good" : ".bad"), {}, `${response.status} ${response.statusText}`), " ",
          el("span.kind", `${number(bytes.length)} B · ${Math.max(1, Math.round(performance.now() - started))} ms`)),
        el("details", el("summary", word("headers")), el("pre", { tabindex: 0 }, [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n"))),
        el("pre.body", { tabindex: 0, "aria-label": word("body"), role: "region" }, short));
    } catch (error) {
      result.replaceChildren(el("p.warning", `${word("failed")} : ${error.message}`));
    }
  };
  renew();
  return el("form.try", { onsubmit: submit, oninput: renew },
    el("h2", word("parameters")),
    fields.length === 0 && el("p", word("noParameters")),
    fields.length > 0 && el("div.fields", fields.map(({ parameter, schema, values, field, name }) => el("div.field",
      el("label", { for: name }, el("code", parameter.name), parameter.required && el("span.kind", ` ${word("required")}`), parameter.in !== "query" && el("span.kind", { lang: "en" }, ` ${parameter.in}`)),
      field,
      el("p", { lang: "en" }, inline(parameter.description ?? ""),
        values && [" ", el("span", { lang: language }, labelled(word("allowed"))), values.filter((one) => one !== "").map((one, index) => [index > 0 && ", ", el("code", String(one))])],
        schema?.default !== undefined && [" ", el("span", { lang: language }, word("byDefault")), " ", el("code", String(schema.default))],
        schema?.maximum !== undefined && ` ${schema.minimum ?? 0}–${schema.maximum}.`)))),
    line,
    el("p.links", el("button.primary", { type: "submit", "data-key": "send" }, word("send")),
      example && el("button", { type: "button", onclick: fill, "data-key": "fill" }, word("useExample"))),
    result);
};
