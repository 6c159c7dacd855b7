"use strict";
// Search, filters, sorting, and rows that open. Without this script every row stands open, by date.
(() => {
  const table = document.getElementById("records");
  const bodies = [...table.tBodies];
  const folded = (text) => text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();
  const words = new Map(bodies.map((body) => [body, folded(body.textContent)]));
  const search = document.getElementById("search");
  const filters = ["field", "country", "kind", "agency"].map((name) => document.getElementById(name));

  const setOpen = (body, open) => {
    body.querySelector(".open").setAttribute("aria-expanded", String(open));
    body.querySelector(".detail").hidden = !open;
  };
  const isOpen = (body) => body.querySelector(".open").getAttribute("aria-expanded") === "true";

  const update = () => {
    const asked = folded(search.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const body of bodies) {
      const fits =
        asked.every((word) => words.get(body).includes(word)) &&
        filters.every((one) => !one.value || body.dataset[one.id].includes(`|${one.value}|`));
      body.hidden = !fits;
      shown += fits;
    }
    document.getElementById("shown").textContent = `${shown} of ${bodies.length}`;
    document.getElementById("none").hidden = shown > 0;
  };

  const columnOf = { date: 0, kind: 1, parties: 2, title: 3, fields: 4, confidence: 5 };
  const compare = new Intl.Collator(["en", "zh-Hans"], { numeric: true }).compare;
  const keyOf = (body, name) => {
    const cell = body.rows[0].cells[columnOf[name]];
    return name === "date" ? cell.dataset.date : cell.textContent.trim();
  };
  const sortBy = (button) => {
    const header = button.closest("th");
    const first = button.dataset.key === "date" || button.dataset.key === "confidence" ? "descending" : "ascending";
    const other = { ascending: "descending", descending: "ascending" };
    const now = header.getAttribute("aria-sort");
    const order = now ? other[now] : first;
    for (const th of table.tHead.rows[0].cells) th.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", order);
    const sign = order === "ascending" ? 1 : -1;
    const keyed = bodies.map((body) => [keyOf(body, button.dataset.key), body]);
    keyed.sort(([a], [b]) => {
      if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1); // what is empty stands last either way
      return sign * compare(a, b);
    });
    table.append(...keyed.map(([, body]) => body));
  };

  const openTarget = () => {
    const body = bodies.find((one) => `#${one.id}` === location.hash);
    if (!body) return;
    setOpen(body, true);
    body.scrollIntoView();
  };

  const years = document.getElementById("years");
  if (years) years.scrollLeft = years.scrollWidth; // the newest first, where not all fit
  for (const body of bodies) setOpen(body, false);
  table.addEventListener("click", (event) => {
    if (event.target.closest("thead button")) return sortBy(event.target.closest("button"));
    const row = event.target.closest(".record");
    if (row && !String(getSelection())) setOpen(row.parentElement, !isOpen(row.parentElement));
  });
  search.addEventListener("input", update);
  for (const filter of filters) filter.addEventListener("change", update);
  search.form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", openTarget);
  update();
  openTarget();
})();
