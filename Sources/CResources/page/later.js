// The other views, and the box for searching.

Object.assign(views, {
  network: networkView, places: placesView, documents: documentsView, search: searchView,
  docs: (parameters, signal, rest) => referenceView(rest),
});
Object.assign(things, {
  event: eventView, actor: objectView("actor"), area: objectView("area"), place: objectView("place"),
  document: documentView, claim: claimView,
});
box = searchBox(document.querySelector(".search"));
box.show(route(location.hash).parameters.get("q"));
