// Does on the documentation page what a newcomer does: signs up, logs in through "Authorize", and asks who they are.
//
//   npm ci
//   node docs.mjs http://127.0.0.1:8000 /usr/bin/chromium docs.png
//
// The last argument is where the picture of the page goes, for people to look at.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { chromium } from "playwright-core";

const [baseUrl, browserPath, picturePath] = process.argv.slice(2);
if (!picturePath) {
  console.error("usage: node docs.mjs BASE_URL BROWSER PICTURE");
  process.exit(2);
}

const email = `newcomer-${Date.now()}@example.com`;
const password = "seven-otters-knit-marmalade";
const complaints = [];

let browser;
let page;
try {
  // Each launch has a profile of its own, which is removed afterwards.
  browser = await chromium.launch({
    executablePath: browserPath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-default-apps",
      "--disable-sync",
      "--no-first-run",
    ],
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 1200 }, locale: "en-US" });
  page.setDefaultTimeout(40_000);
  await listen(page);
  await opens(page);
  await signsUp(page);
  await logsIn(page);
  await seesWhoTheyAre(page);
  assert.deepEqual(complaints, []);
  await photograph(page, picturePath);
  console.log(`docs page: passed; the picture is ${picturePath}`);
} catch (failure) {
  await photograph(page, picturePath).catch(() => {});
  const reasons = [failure.message, ...complaints].map(stripVTControlCharacters).join("; ").replaceAll(/\s*\n\s*/g, " ");
  console.log(`docs page: failed: ${reasons}; the picture is ${picturePath}`);
  process.exitCode = 1;
} finally {
  await browser?.close();
}

/** Everything that a page can complain of, the content security policy's refusals included, and every foreign address. */
async function listen(page) {
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`refused by the policy: ${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      complaints.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  page.on("requestfailed", (request) => complaints.push(`no answer: ${request.url()} ${request.failure()?.errorText}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && url.protocol !== "blob:" && url.origin !== new URL(baseUrl).origin) {
      complaints.push(`asked elsewhere: ${url}`);
    }
  });
}

async function opens(page) {
  const answer = await page.goto(new URL("/docs", baseUrl).href);
  assert.equal(answer.status(), 200);
  assert.match(await page.title(), /Munjigi/);
  await page.getByRole("heading", { name: /^Munjigi/ }).waitFor();
}

async function signsUp(page) {
  const signUp = await open(page, "POST", "/auth/signup");
  await signUp.getByRole("textbox").fill(JSON.stringify({ email, password }));
  const body = await execute(signUp, 201);
  assert.equal(JSON.parse(body).email, email);
}

async function logsIn(page) {
  await page.getByRole("button", { name: "Authorize", exact: true }).click();
  const dialog = page.locator(".dialog-ux");
  await dialog.getByLabel("username:").fill(email);
  await dialog.getByLabel("password:").fill(password);
  const passwordFlow = dialog.locator(".auth-container").filter({ hasText: "OAuth2, password" });
  await passwordFlow.getByText("Authorize", { exact: true }).click();
  const outcome = passwordFlow.getByText("Logout", { exact: true }).or(passwordFlow.locator(".errors"));
  assert.equal(await outcome.first().innerText(), "Logout");
  await passwordFlow.getByText("Close", { exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

async function seesWhoTheyAre(page) {
  const me = await open(page, "GET", "/users/me");
  const body = await execute(me, 200);
  assert.equal(JSON.parse(body).email, email);
  await me.evaluate((block) => block.scrollIntoView());
}

/** The opened block of one operation. */
async function open(page, method, path) {
  const block = page.locator(".opblock").filter({ has: page.locator(`[data-path="${path}"]`) })
    .filter({ has: page.locator(".opblock-summary-method", { hasText: method }) });
  await block.getByRole("button").first().click();
  await block.getByRole("button", { name: "Execute" }).waitFor();
  return block;
}

/** Presses "Execute" and reads the answer off the page. */
async function execute(block, expectedStatus) {
  await block.getByRole("button", { name: "Execute" }).click();
  const answer = block.locator(".live-responses-table");
  const status = await answer.locator("tbody .response-col_status").first().innerText();
  const body = await answer.locator(".highlight-code code").first().innerText();
  assert.equal(status.trim().split(/\s/)[0], String(expectedStatus), body);
  return body;
}

async function photograph(page, path) {
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path });
}
