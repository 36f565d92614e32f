// Searches and filters the questions. The page is whole without it.
(() => {
  "use strict";
  const finder = document.getElementById("finder");
  const search = document.getElementById("search");
  const shown = document.getElementById("shown");
  const rows = [...document.querySelectorAll("#questions tbody tr")];
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // What people wrote is marked by its direction; the page's own words are not searched.
  const written = (row) => folded([...row.querySelectorAll("[dir], code")].map((part) => part.textContent).join("\n"));
  let texts;

  const show = () => {
    texts ??= rows.map(written);
    const words = folded(search.value).split(/\s+/).filter(Boolean);
    const ending = finder.elements.ending.value;
    let count = 0;
    rows.forEach((row, at) => {
      const fits = (!ending || row.className === ending) && words.every((word) => texts[at].includes(word));
      row.hidden = !fits;
      count += fits;
    });
    shown.value = `${count} of ${rows.length} questions`;
  };

  finder.addEventListener("input", show);
  finder.addEventListener("submit", (event) => event.preventDefault());
  finder.hidden = false;
  // A browser that goes back to the page keeps what was typed.
  if (search.value || finder.elements.ending.value) show();
})();
