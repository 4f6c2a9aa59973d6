// How long it takes from saving a file until the page in the browser shows it: median of several, by Chromium.
// usage: node --experimental-websocket benches/watch.mjs PAF FRAMEWORK VIEW FILE WORDS [PAGE] [TIMES]
//   FRAMEWORK  a folder with a framework, of which a copy is edited
//   VIEW       what is looked at, such as leaflet/eu/en/screen
//   FILE       the file that is edited, below the framework's folder
//   WORDS      words in it, behind which others are written
//   PAGE       the page that shows them, counted from 1
// Needs Node.js 20.10 or newer and Chromium (CHROMIUM names another one than `chromium`).
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [paf, framework, view, file, words, shown = "1", times = "15"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "paf-watch-"));
const running = [];

/** The first match in what a program prints. */
function printed(child, stream, pattern) {
  return new Promise((resolve, reject) => {
    let text = "";
    child[stream].on("data", (data) => {
      text += data;
      const found = text.match(pattern);
      if (found) resolve(found[0]);
    });
    child.on("exit", () => reject(new Error(`it ended: ${text}`)));
  });
}

/** A connection by which a page of Chromium is led. */
async function page(address) {
  const socket = new WebSocket(address);
  await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
  const waiting = new Map();
  let heard = () => {};
  let last = 0;
  socket.addEventListener("message", (message) => {
    const told = JSON.parse(message.data);
    if (told.id) waiting.get(told.id)(told.result);
    else if (told.method === "Runtime.bindingCalled") heard(JSON.parse(told.params.payload));
  });
  return {
    ask(method, params = {}) {
      last += 1;
      socket.send(JSON.stringify({ id: last, method, params }));
      return new Promise((resolve) => waiting.set(last, resolve));
    },
    /** Waits until a sheet is drawn, again if there was one. */
    drawn(again) {
      return new Promise((resolve) => {
        heard = (told) => { if (told.again === again) resolve(told.sheet); };
      });
    },
  };
}

async function measured() {
  for (const name of ["framework", "templates", "fonts"]) {
    cpSync(join(framework, name), join(folder, name), { recursive: true });
  }
  const watch = spawn(paf, ["--root", folder, "watch", "--no-build"]);
  running.push(watch);
  const url = (await printed(watch, "stdout", /http:\S+\/\n/)).trim();
  const options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
  options.push("--disable-component-update", "--disable-sync", "--remote-debugging-port=0", "--window-size=1400,1800");
  const chromium = spawn(process.env.CHROMIUM || "chromium", [...options, `--user-data-dir=${folder}/chromium`]);
  running.push(chromium);
  const port = (await printed(chromium, "stderr", /127\.0\.0\.1:\d+\/devtools/)).match(/:(\d+)\//)[1];
  const tabs = await (await fetch(`http://127.0.0.1:${port}/json`)).json();
  const tab = await page(tabs.find((tab) => tab.type === "page").webSocketDebuggerUrl);
  await tab.ask("Page.enable");
  await tab.ask("Runtime.enable");
  await tab.ask("Runtime.addBinding", { name: "pafDrawn" });
  const source = "document.addEventListener('paf:drawn', (event) => pafDrawn(JSON.stringify(event.detail)))";
  await tab.ask("Page.addScriptToEvaluateOnNewDocument", { source });
  const first = tab.drawn(false);
  await tab.ask("Page.navigate", { url: `${url}#${view}` });
  await first;
  await tab.ask("Runtime.evaluate", { expression: `goTo(panes[0], [${Number(shown) - 1}, 0])` });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  if (!text.includes(words)) throw new Error(`${file} has no “${words}”`);
  const took = [];
  for (let time = 0; time < Number(times); time += 1) {
    const drawn = tab.drawn(true);
    const begun = performance.now();
    // Letters alone: a number that the source has not would be an error.
    writeFileSync(path, text.replace(words, `${words} ${String.fromCharCode(97 + (time % 26)).repeat(3)}`));
    const late = new Promise((resolve) => setTimeout(resolve, 20000, "late"));
    if (await Promise.race([drawn, late]) === "late") throw new Error(`page ${shown} does not show “${words}”`);
    took.push(performance.now() - begun);
    await new Promise((resolve) => setTimeout(resolve, 700));
  }
  took.sort((a, b) => a - b);
  const at = (part) => `${took[Math.floor((took.length - 1) * part)].toFixed(0)} ms`;
  console.log(`${view}, ${file}: median ${at(0.5)}, least ${at(0)}, most ${at(1)}, of ${took.length}`);
}

let code = 0;
try {
  await measured();
} catch (error) {
  console.error(String(error));
  code = 1;
}
running.forEach((child) => child.kill());
setTimeout(() => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}, 500);
