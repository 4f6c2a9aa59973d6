// Offers the page in the language that the browser asks for first, of those that are there. Without it, all are listed.
(() => {
  const links = [...document.querySelectorAll("main .languages a[lang]")];
  const language = (tag) => ({ no: "nb" })[tag.toLowerCase().split("-")[0]] ?? tag.toLowerCase().split("-")[0];
  for (const wanted of navigator.languages ?? []) {
    const is = (link) => link.lang.toLowerCase() === wanted.toLowerCase();
    const found = links.find(is) ?? links.find((link) => language(link.lang) === language(wanted));
    if (found) {
      const offer = document.getElementById("offer");
      offer.append(found.cloneNode(true));
      offer.hidden = false;
      return;
    }
  }
})();
