// Judges the web pages of a publication in Chromium: nothing is loaded from elsewhere, nothing is refused, every link
// leads somewhere, no heading stands over nothing, WCAG 2.2 AA as far as axe can tell (light and dark), 320 pixels, the
// keyboard, layout shifts.
// usage: node tests/site-judge.mjs SITE FOLDER-WITH-NODE-MODULES
import { createRequire } from "node:module";
import { createServer } from "node:http";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";

const [site, modules] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(join(modules, "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const RIGHT_TO_LEFT = ["ar", "he", "fa", "ur"];

const below = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
  const path = join(folder, entry.name);
  return entry.isDirectory() ? below(path) : [path];
});
const pages = below(site).filter((path) => path.endsWith(".html")).sort();
const faults = [];
const fault = (page, what) => faults.push(`${relative(site, page)}: ${what}`);

// From a folder of a server, not from its root.
const PREFIX = "/some/where/";
const types = { html: "text/html; charset=utf-8", pdf: "application/pdf", zip: "application/zip", json: "application/json" };
const server = createServer(async (request, response) => {
  const [name, how] = request.url.slice(PREFIX.length).split("#")[0].split("?");
  const path = join(site, decodeURIComponent(name));
  if (request.url === "/favicon.ico") return response.writeHead(204).end();
  if (!request.url.startsWith(PREFIX) || !existsSync(path) || !statSync(path).isFile()) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": types[path.split(".").pop()] ?? "text/plain" });
  const bytes = readFileSync(path);
  if (how !== "slowly") return response.end(bytes);
  // As a poor line brings it: a few lines of it at a time, and the fewest where a page begins.
  const header = Math.max(0, bytes.indexOf("<header"));
  for (let from = 0, to = header || 200; from < bytes.length; from = to, to = bytes.indexOf("\n", from + (from < header + 6000 ? 100 : 4000)) + 1 || bytes.length) {
    response.write(bytes.subarray(from, to));
    await new Promise((done) => setTimeout(done, 20));
  }
  response.end();
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const origin = `http://127.0.0.1:${server.address().port}`;
const address = (page) => origin + PREFIX + relative(site, page).split(sep).join("/");

// The parts of each page that can be led to, read once.
const parts = new Map();
function hasPart(file, part) {
  if (!part || !file.endsWith(".html")) return true;
  if (!parts.has(file)) parts.set(file, new Set([...readFileSync(file, "utf8").matchAll(/ id="([^"]*)"/g)].map((found) => found[1])));
  return parts.get(file).has(decodeURIComponent(part));
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

async function look(context, path, also, how = "") {
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && fault(path, `console: ${message.text()}`));
  page.on("pageerror", (error) => fault(path, `script: ${error.message}`));
  page.on("request", (request) => request.url().startsWith(origin) || fault(path, `loads ${request.url()}`));
  await page.addInitScript(() => {
    globalThis.shifted = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (globalThis.shifted += entry.value)))
      .observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(address(path) + how, { waitUntil: "load" });
  await also(page);
  await page.close();
}

async function accessible(page, path, how) {
  // The page's own policy lets no script in; axe comes by the debugger, which is not asked.
  await page.evaluate(axe);
  const found = await page.evaluate((tags) => globalThis.axe.run({ runOnly: tags }), TAGS);
  for (const { id, nodes } of found.violations) fault(path, `axe, ${how}: ${id}: ${nodes[0].html.slice(0, 120)}`);
}

async function still(page, path) {
  const shifted = await page.evaluate(() => globalThis.shifted);
  if (shifted > 0) fault(path, `moves while it is loaded: ${shifted}`);
}

async function judge(path) {
  const [, lang] = relative(site, path).split(sep).length > 1 ? relative(site, path).split(sep) : [null, null];
  await look(light, path, async (page) => {
    await accessible(page, path, "light");
    const said = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir, document.title]);
    if (lang && said[0] !== lang) fault(path, `says the language ${said[0]}`);
    if (said[1] !== (RIGHT_TO_LEFT.includes(said[0].split("-")[0]) ? "rtl" : "ltr")) fault(path, `has the direction ${said[1]}`);
    if (!said[2]) fault(path, "has no title");
    const links = await page.evaluate(() => [...document.querySelectorAll("[href]")].map((element) => element.href));
    for (const link of links.filter((link) => link.startsWith(origin))) {
      const file = join(site, decodeURIComponent(link.slice((origin + PREFIX).length).split("#")[0]));
      if (!existsSync(file)) fault(path, `leads to ${link}, where nothing is`);
      else if (!hasPart(file, link.split("#")[1])) fault(path, `leads to ${link}, and the page has no such part`);
    }
    const hollow = await page.evaluate(() => {
      const all = [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6)")];
      const level = (heading) => Number(heading.tagName[1]);
      return all.filter((heading, n) => {
        const next = all[n + 1];
        if (next && level(next) > level(heading)) return false;
        const rest = document.createRange();
        rest.setStartAfter(heading);
        if (next) rest.setEndBefore(next);
        else rest.setEndAfter(document.querySelector("main").lastChild);
        return !rest.toString().trim() && !rest.cloneContents().querySelector("svg, img, input");
      }).map((heading) => heading.textContent.trim());
    });
    for (const words of hollow) fault(path, `has nothing below the heading ${words}`);
    await still(page, path);
    // Every link can be reached by the keyboard, and shows where one is; what is folded away has been opened, on the
    // pages that lead to all others.
    if (path.endsWith("index.html")) await page.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open = true)));
    const all = await page.evaluate(() => [...document.querySelectorAll("a[href]")].filter((a) => a.checkVisibility()).length);
    await page.evaluate(() => document.body.focus());
    const met = new Set();
    const others = await page.evaluate(() => document.querySelectorAll("[tabindex='0'], summary").length);
    for (let n = 0; n < all + others; n += 1) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const here = document.activeElement;
        const shown = getComputedStyle(here).outlineStyle !== "none";
        return [[...document.querySelectorAll("a[href]")].indexOf(here), shown];
      });
      if (at[0] >= 0) met.add(at[0]);
      if (!at[1] && at[0] >= 0) fault(path, `does not show where the keyboard is: link ${at[0]}`);
    }
    if (met.size !== all) fault(path, `${met.size} of ${all} links are reached by the keyboard`);
  });
  await look(dark, path, (page) => accessible(page, path, "dark"));
  await look(narrow, path, async (page) => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > 320) fault(path, `is ${wide} pixels wide on a screen of 320`);
  });
}

const light = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light", locale: "en-GB", bypassCSP: false });
const dark = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "dark" });
// 1,280 pixels at 400 per cent are these.
const narrow = await browser.newContext({ viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true });
const queue = [...pages];
await Promise.all([1, 2].map(async () => {
  for (let path = queue.shift(); path; path = queue.shift()) await judge(path);
}));

// One page of each kind as it comes on a poor line.
const kinds = pages.filter((path, n) => pages.findIndex((other) => basename(other) === basename(path)) === n);
for (const path of kinds) {
  for (const context of [light, narrow]) await look(context, path, (page) => still(page, path), "?slowly");
}

const start = join(site, "index.html");
if (statSync(start).size > 100_000) fault(start, `has ${statSync(start).size} bytes`);
for (const [locale, lang] of [["el-GR", "el"], ["de-AT", "de"], ["no", "nb"]]) {
  if (!existsSync(join(site, "eu", lang))) continue;
  const context = await browser.newContext({ locale });
  await look(context, start, async (page) => {
    const offered = await page.evaluate(() => [...document.querySelectorAll("#offer:not([hidden]) a")].map((a) => a.lang));
    if (offered.join() !== lang) fault(start, `offers ${offered.join() || "nothing"} to a browser set to ${locale}`);
  });
}
const disk = await browser.newContext({ locale: "xx" });
const page = await disk.newPage();
await page.goto(`file://${start}`);
if ((await page.evaluate(() => getComputedStyle(document.body).marginTop)) !== "0px") fault(start, "has no style when it is read from the disk");

await browser.close();
server.close();
faults.sort().forEach((line) => console.log(line));
console.log(`${pages.length} pages judged in Chromium, ${faults.length} faults`);
process.exit(faults.length > 0 || pages.length === 0 ? 1 : 0);
