"use strict";

// What is shown is told by the desk, as events; this page asks for the drawings of pages that look otherwise.

const WORDS = ["document", "edition", "language", "profile"];
const POINT = 96 / 72;
const MOST = 30;
const byId = (id) => document.getElementById(id);
const panes = [];
let catalog = { targets: [] };
let events = null;

/** A document with its choices, its pages and its problems. */
class Pane {
  constructor() {
    this.root = byId("pane").content.firstElementChild.cloneNode(true);
    this.form = this.root.querySelector("form");
    this.pages = this.root.querySelector(".pages");
    this.old = this.root.querySelector(".old");
    this.problems = this.root.querySelector(".problems");
    this.sheets = [];
    this.view = null;
    this.seen = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        entry.target.inSight = entry.isIntersecting;
        draw(entry.target);
      }
    }, { root: this.pages, rootMargin: "600px" });
    this.form.addEventListener("change", (event) => this.chosen(event.target.name));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.pages.addEventListener("scroll", () => inStep(this), { passive: true });
    this.pages.addEventListener("click", (event) => locate(this, event));
  }

  /** Takes a target; the nearest to what was asked where there is no such. */
  take(wanted) {
    this.wanted = wanted;
    const like = (target) => WORDS.filter((word) => target[word][0] === wanted[word]).length;
    let best = null;
    for (const target of catalog.targets) {
      if (!best || like(target) > like(best)) best = target;
    }
    this.target = best;
    const view = best ? best.view : null;
    const name = best ? WORDS.map((word) => best[word][1]).join(", ") : "";
    this.root.setAttribute("aria-label", name);
    this.form.setAttribute("aria-label", `Choices: ${name}`);
    this.pages.setAttribute("aria-label", `Pages: ${name}`);
    const others = best ? WORDS.filter((word) => wanted[word] && best[word][0] !== wanted[word]) : [];
    this.note = others.length > 0 ? `There is no ${WORDS.map((word) => wanted[word]).filter(Boolean).join(", ")}; shown instead: ${name}.` : "";
    if (view !== this.view) {
      this.view = view;
      this.clear("Laying out…");
    }
    this.fill();
  }

  /** Somebody has chosen a word: the others stay as far as there is such a target. */
  chosen(word) {
    // What was wished for before is shown again as soon as there is such a target.
    const wished = { ...this.wanted, [word]: this.form.elements[word].value };
    const having = catalog.targets.filter((target) => target[word][0] === wished[word]);
    const like = (target) => WORDS.filter((name) => target[name][0] === wished[name]).length;
    const best = having.reduce((best, target) => (like(target) > like(best) ? target : best), having[0]);
    this.take(best ? Object.fromEntries(WORDS.map((name) => [name, best[name][0]])) : wished);
    const others = WORDS.filter((name) => best && wished[name] && best[name][0] !== wished[name]);
    this.wanted = wished;
    if (others.length > 0) this.note = `${best[word][1]} has no such ${others[0]}; shown instead: ${best[others[0]][1]}.`;
    remember();
    follow();
  }

  /** Offers every word for which there is something, whatever the others are. */
  fill() {
    this.form.hidden = catalog.targets.length === 0;
    for (const word of WORDS) {
      const select = this.form.elements[word];
      const options = [...new Map(catalog.targets.map((target) => target[word]))];
      if (word === "language") options.sort((a, b) => a[1].localeCompare(b[1], "en"));
      select.replaceChildren(...options.map(([id, name]) => {
        const option = new Option(word === "language" ? `${name} (${id})` : name, id);
        option.disabled = word === "profile" && !this.has(word, id);
        return option;
      }));
      if (this.target) select.value = this.target[word][0];
    }
  }

  has(word, id) {
    const same = (target) => WORDS.every((name) => target[name][0] === (name === word ? id : this.target[name][0]));
    return !this.target || catalog.targets.some(same);
  }

  clear(words) {
    this.sheets = [];
    this.old.hidden = true;
    this.problems.hidden = true;
    this.root.classList.remove("behind");
    const nothing = document.createElement("p");
    nothing.className = "nothing";
    nothing.textContent = words;
    this.pages.replaceChildren(nothing);
    this.seen.disconnect();
    this.restore = true;
  }

  /** Shows what the desk has told. */
  show(told) {
    const errors = told.problems.filter((problem) => problem.severity === "error").length;
    this.root.classList.toggle("behind", !told.current && told.sheets.length > 0);
    this.old.hidden = told.current;
    this.old.textContent = told.sheets.length > 0
      ? "These are the last good pages. The problems are listed below."
      : "Nothing can be shown. The problems are listed below.";
    this.tellProblems(told.problems, errors);
    if (told.sheets.length === 0) {
      this.clear("");
      this.old.hidden = told.current;
      this.tellProblems(told.problems, errors);
      return;
    }
    const first = this.sheets.length === 0;
    if (first) this.pages.replaceChildren();
    told.sheets.forEach((sheet, index) => this.sheet(sheet, index, told.view, told.sheets.length));
    for (const gone of this.sheets.splice(told.sheets.length)) {
      this.seen.unobserve(gone);
      gone.remove();
    }
    if (first && this.restore) {
      this.restore = false;
      goTo(this, at);
    }
  }

  sheet(told, index, view, count) {
    let sheet = this.sheets[index];
    if (!sheet) {
      sheet = document.createElement("figure");
      sheet.className = "sheet";
      sheet.append(document.createElement("figcaption"));
      this.sheets.push(sheet);
      this.pages.append(sheet);
      this.seen.observe(sheet);
    }
    sheet.querySelector("figcaption").textContent = `${index + 1} of ${count}`;
    sheet.page = index;
    sheet.points = [told.width, told.height];
    sheet.wanted = `sheet/${view}/${index}/${told.look}.svg`;
    size(sheet, this);
    draw(sheet);
  }

  tellProblems(problems, errors) {
    this.problems.hidden = problems.length === 0;
    const others = problems.length - errors;
    const count = (n, word) => (n === 0 ? [] : [`${n} ${word}${n === 1 ? "" : "s"}`]);
    const summary = this.problems.querySelector("summary");
    summary.textContent = [...count(errors, "error"), ...count(others, "warning")].join(", ");
    summary.className = errors > 0 ? "error" : "warning";
    // What somebody has closed stays closed until there is something new.
    if (errors === 0 || !this.errors) this.problems.open = errors > 0;
    this.errors = errors;
    const list = problems.slice(0, MOST).map(item);
    if (problems.length > MOST) {
      const more = document.createElement("li");
      more.textContent = `and ${problems.length - MOST} more, which paf check tells`;
      list.push(more);
    }
    this.problems.querySelector("ol").replaceChildren(...list);
  }
}

/** A problem, with the line to which a click leads. */
function item(problem) {
  const li = document.createElement("li");
  li.className = problem.severity;
  const line = (name, words) => {
    const p = document.createElement("p");
    p.className = name;
    p.textContent = words;
    return p;
  };
  li.append(line("what", `${problem.severity}: ${problem.message}`));
  problem.help.forEach((help) => li.append(line("help", help)));
  if (problem.place) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = problem.place;
    button.title = "Copy";
    button.addEventListener("click", (event) => {
      const box = event.currentTarget.getBoundingClientRect();
      spot(event.detail === 0 ? [box.left, box.bottom] : [event.clientX, event.clientY], problem.place);
    });
    li.append(button);
  }
  return li;
}

/** Gives a sheet the room of its page, so that nothing moves while it is drawn. */
function size(sheet, pane) {
  const [wide, high] = sheet.points;
  const zoom = byId("zoom").value;
  const room = [pane.pages.clientWidth - 32, pane.pages.clientHeight - 32];
  let scale = Number(zoom) * POINT;
  if (zoom === "fit") scale = room[0] / wide;
  // Larger than twice, nobody reads better, and less of the page is in sight.
  if (zoom === "read") scale = Math.min(room[0] / wide, 1.25 * POINT);
  if (zoom === "page") scale = Math.min(room[0] / wide, room[1] / high);
  sheet.style.width = `${wide * scale}px`;
  sheet.style.height = `${high * scale}px`;
}

/** Draws a sheet that is near, if it looks otherwise than what is drawn. The former stays until the new one is there. */
async function draw(sheet) {
  if (!sheet.inSight || sheet.drawn === sheet.wanted || sheet.asked === sheet.wanted) return;
  const wanted = sheet.asked = sheet.wanted;
  const image = new Image();
  image.alt = `Page ${sheet.page + 1}`;
  image.draggable = false;
  image.src = wanted;
  const late = new Promise((_, give) => setTimeout(give, 10000));
  try {
    await Promise.race([image.decode(), late]);
  } catch {
    // Another look has been told meanwhile; or the desk has gone, which is told elsewhere; or it was busy.
    image.src = "";
    if (sheet.asked === wanted) {
      sheet.asked = null;
      setTimeout(() => draw(sheet), 1000);
    }
    return;
  }
  if (sheet.wanted !== wanted) return;
  const former = sheet.querySelector("img");
  if (former) former.replaceWith(image);
  else sheet.prepend(image);
  sheet.drawn = wanted;
  if (former) {
    sheet.classList.remove("fresh");
    void sheet.offsetWidth;
    sheet.classList.add("fresh");
  }
  requestAnimationFrame(() => requestAnimationFrame(() => {
    document.dispatchEvent(new CustomEvent("paf:drawn", { detail: { sheet: wanted, again: Boolean(former) } }));
  }));
}

/** Where a pane is: the page at its upper edge, and how far into it. */
function place(pane) {
  const top = pane.pages.getBoundingClientRect().top + 16;
  for (const sheet of pane.sheets) {
    const box = sheet.getBoundingClientRect();
    if (box.bottom > top) return [sheet.page, Math.max(0, (top - box.top) / box.height)];
  }
  return [0, 0];
}

function goTo(pane, [page, part]) {
  const sheet = pane.sheets[Math.min(page, pane.sheets.length - 1)];
  if (!sheet) return;
  const top = pane.pages.getBoundingClientRect().top + 16;
  const box = sheet.getBoundingClientRect();
  pane.pages.scrollTop += box.top + part * box.height - top;
}

let at = JSON.parse(sessionStorage.getItem("at") || "[0,0]");
let leading = null;
/** Who scrolls leads, and the other follows. */
function inStep(pane) {
  if (pane.sheets.length === 0 || (leading && leading !== pane)) return;
  leading = pane;
  clearTimeout(inStep.timer);
  inStep.timer = setTimeout(() => { leading = null; }, 120);
  at = place(pane);
  sessionStorage.setItem("at", JSON.stringify(at));
  if (byId("step").getAttribute("aria-pressed") !== "true") return;
  for (const other of panes) {
    if (other === pane) continue;
    goTo(other, at);
    const [wide, here] = [other.pages.scrollWidth - other.pages.clientWidth, pane.pages.scrollWidth - pane.pages.clientWidth];
    if (wide > 0 && here > 0) other.pages.scrollLeft = pane.pages.scrollLeft / here * wide;
  }
}

/** Says and copies the line that was written for what was clicked on. */
async function locate(pane, event) {
  const sheet = event.target.closest(".sheet");
  if (!sheet) return;
  const box = sheet.getBoundingClientRect();
  const x = (event.clientX - box.left) / box.width * sheet.points[0];
  const y = (event.clientY - box.top) / box.height * sheet.points[1];
  const [left, top] = [event.clientX, event.clientY];
  const asked = await fetch(`written?view=${pane.view}&page=${sheet.page}&x=${x.toFixed(2)}&y=${y.toFixed(2)}`).catch(() => null);
  if (!asked) return ended();
  const told = asked.ok ? await asked.json() : { place: null };
  spot([left, top], told.place);
}

/** Shows a line of a file beside the pointer, and copies it. */
async function spot([left, top], line) {
  const bubble = byId("spot");
  let words = " copied";
  if (line) {
    try {
      await navigator.clipboard.writeText(line);
    } catch {
      words = "";
    }
  }
  const code = document.createElement("code");
  code.textContent = line || "";
  bubble.replaceChildren(code, line ? words : "No line of a file stands behind this.");
  const box = bubble.getBoundingClientRect();
  bubble.style.left = `${Math.max(8, Math.min(left + 12, innerWidth - box.width - 8))}px`;
  bubble.style.top = `${Math.max(8, Math.min(top + 16, innerHeight - box.height - 8))}px`;
  clearTimeout(spot.timer);
  spot.timer = setTimeout(() => bubble.replaceChildren(), 8000);
}

/** Asks to be told what the panes show. */
function follow() {
  if (events) events.close();
  const views = [...new Set(panes.map((pane) => pane.view).filter(Boolean))];
  if (views.length === 0) return;
  say("Laying out…");
  events = new EventSource(`events?${views.map((view) => `view=${view}`).join("&")}`);
  events.onmessage = (event) => {
    const told = JSON.parse(event.data);
    clearTimeout(follow.late);
    if (told.laying) {
      follow.late = setTimeout(() => {
        say("Pages have been laid out for 20 seconds. If a template does not come to an end, correct it, and begin paf watch again.", true);
      }, 20000);
      return;
    }
    const shown = panes.filter((pane) => pane.view === told.view);
    for (const pane of shown) pane.show(told);
    const errors = told.problems.filter((problem) => problem.severity === "error").length;
    const note = shown.map((pane) => pane.note).find(Boolean);
    const words = errors > 0 ? `${errors} error${errors === 1 ? "" : "s"}` : note || `As of ${new Date().toLocaleTimeString()}`;
    say(words, errors > 0, errors > 0 || note ? words : "Pages shown anew");
  };
  events.onerror = ended;
}

/** Says something in the corner, and to those who do not see it. */
function say(words, lost = false, aloud = words) {
  byId("state").textContent = words;
  byId("state").className = lost ? "lost" : "";
  byId("said").textContent = aloud;
}

/** Nobody answers any more. */
function ended() {
  const words = "paf watch has ended: run it again, and open the address that it prints.";
  say(words, true);
  for (const pane of panes) {
    pane.root.classList.add("behind");
    pane.old.hidden = false;
    pane.old.textContent = words;
  }
}

function remember() {
  if (catalog.targets.length === 0) return;
  history.replaceState(null, "", `#${panes.map((pane) => pane.view).filter(Boolean).join("&")}`);
}

/** What the address asks for, or the first there is. */
function asked() {
  const views = location.hash.slice(1).split("&").filter(Boolean);
  const words = (view) => Object.fromEntries(view.split("/").map((word, index) => [WORDS[index], word]));
  return views.length > 0 ? views.slice(0, 2).map(words) : [catalog.begin || {}];
}

function arrange(wanted) {
  panes.splice(0).forEach((pane) => pane.root.remove());
  for (const words of wanted) {
    const pane = new Pane();
    panes.push(pane);
    byId("panes").append(pane.root);
    pane.take(words);
  }
  byId("two").setAttribute("aria-pressed", String(panes.length > 1));
  byId("step").hidden = panes.length < 2;
  remember();
  follow();
}

/** The words of a pane's target; for a second pane, in the next language there is. */
function beside(pane) {
  const words = Object.fromEntries(WORDS.map((word) => [word, pane.target[word][0]]));
  const same = (target) => WORDS.every((word) => word === "language" || target[word][0] === words[word]);
  const others = catalog.targets.filter(same).map((target) => target.language[0]);
  const next = others[(others.indexOf(words.language) + 1) % others.length];
  return [words, { ...words, language: next }];
}

function resize() {
  for (const pane of panes) for (const sheet of pane.sheets) size(sheet, pane);
  for (const pane of panes) goTo(pane, at);
}

async function begin() {
  byId("zoom").value = sessionStorage.getItem("zoom") || "read";
  byId("zoom").addEventListener("change", () => {
    sessionStorage.setItem("zoom", byId("zoom").value);
    resize();
  });
  byId("two").addEventListener("click", () => {
    if (!panes[0] || !panes[0].target) return;
    const words = Object.fromEntries(WORDS.map((word) => [word, panes[0].target[word][0]]));
    arrange(panes.length > 1 ? [words] : beside(panes[0]));
  });
  byId("step").addEventListener("click", () => {
    const was = byId("step").getAttribute("aria-pressed") === "true";
    byId("step").setAttribute("aria-pressed", String(!was));
  });
  addEventListener("keydown", (event) => { if (event.key === "Escape") byId("spot").replaceChildren(); });
  addEventListener("resize", resize);
  addEventListener("hashchange", () => arrange(asked()));
  choose();
}

/** Learns what there is to choose from. While the framework cannot be read, it is asked for again. */
async function choose() {
  const told = await fetch("catalog").catch(() => null);
  if (!told || !told.ok) {
    if (told) say(await told.text(), true);
    else ended();
    return;
  }
  const text = await told.text();
  const learnt = JSON.parse(text);
  if (learnt.problems) setTimeout(choose, 1500);
  if (text === choose.last) return;
  choose.last = text;
  catalog = learnt;
  if (catalog.title) {
    byId("title").textContent = catalog.title;
    document.title = `${catalog.title} – paf watch`;
  }
  arrange(asked());
  if (catalog.problems) {
    panes[0].show({ sheets: [], current: false, problems: catalog.problems });
    say("Nothing can be shown.", true);
  }
}

begin();
