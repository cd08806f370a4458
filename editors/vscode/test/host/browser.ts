// A browser that looks at the workbench. Nothing that it loads leaves the machine.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { type Browser, chromium as playwright, type Page } from 'playwright-core';
import { PICTURES } from './paths';
import { chromium } from './setup';

export interface Window {
  page: Page;
  /** What the page has complained of. */
  complaints: string[];
  close(): Promise<void>;
}

export async function openWindow(root: string): Promise<Window> {
  const home = path.join(root, 'home');
  const browser: Browser = await playwright.launch({
    executablePath: chromium(),
    headless: true,
    env: { ...process.env, HOME: home },
    // Without a sandbox of its own the browser runs as root, too.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.route(
    (url) => /^(https?|wss?):$/.test(url.protocol) && url.hostname !== '127.0.0.1',
    (route) => route.abort(),
  );
  return { page, complaints, close: () => browser.close() };
}

/** A part of the window. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Keeps a picture of what the page shows. */
export async function picture(page: Page, name: string, clip?: Area): Promise<void> {
  const file = path.join(PICTURES, `${name}.png`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file, animations: 'disabled', ...(clip && { clip }) });
}
