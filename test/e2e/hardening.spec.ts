import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { launchApp } from '../support/app.ts';
import type { App } from '../support/app.ts';
import type { Desktop } from '../support/desktop.ts';
import { borrowDesktop } from '../support/kept-seats.ts';
import { until } from '../support/until.ts';

// What a page of the app cannot do, tried from inside the page.

type Scene = {
  readonly desktop: Desktop;
  readonly app: App;
  readonly page: Page;
  /** A server on loopback, and how often it was asked for anything. */
  readonly outside: { readonly url: string; readonly requests: () => number };
};

const listen = async (): Promise<Scene['outside'] & { readonly close: () => void }> => {
  const state = { requests: 0 };
  const server = createServer((_request, response) => {
    state.requests += 1;
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end('outside');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    requests: () => state.requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

const onPage = async (play: (scene: Scene) => Promise<void>): Promise<void> => {
  const outside = await listen();
  const desktop = await borrowDesktop();
  try {
    const app = await launchApp(desktop);
    await desktop.clickTray();
    const page = await app.window('index.html');
    await play({ desktop, app, page, outside });
    await app.quit();
  } finally {
    await desktop.stop();
    outside.close();
  }
};

const journalOf = (desktop: Desktop): string =>
  readFileSync(join(desktop.home, '.config', 'Fobwatch', 'journal.log'), 'utf8');

test('a page has the bridge and nothing of Node or Electron', async () => {
  await onPage(async ({ page }) => {
    const found = await page.evaluate(() => {
      const names = ['require', 'process', 'Buffer', 'module', 'electron', 'ipcRenderer', 'global'];
      const bridge: unknown = Reflect.get(window, 'fobwatch');
      return {
        globals: names.filter((name) => Reflect.has(window, name)),
        bridge: Object.keys(Object(bridge)).toSorted(),
      };
    });
    expect(found).toEqual({ globals: [], bridge: ['onSnapshot', 'send', 'snapshot'] });
  });
});

test("every page comes with a policy from default-src 'none'", async () => {
  await onPage(async ({ app }) => {
    const answers = await app.electron.evaluate(async ({ session }) => {
      const look = async (partition: string, url: string) => {
        const answer = await session.fromPartition(partition).fetch(url);
        return {
          status: answer.status,
          policy: answer.headers.get('content-security-policy') ?? '',
          sniff: answer.headers.get('x-content-type-options') ?? '',
        };
      };
      return {
        popover: await look('popover', 'fobwatch://app/index.html'),
        keyForm: await look('key-form', 'fobwatch://app/key-form.html'),
        absent: await look('popover', 'fobwatch://app/..%2f..%2fmain.mjs'),
      };
    });
    for (const { policy, sniff } of Object.values(answers)) {
      expect(policy).toMatch(/^default-src 'none'; /);
      expect(policy).not.toMatch(/unsafe|\*|https?:|data:/);
      expect(sniff).toBe('nosniff');
    }
    expect([answers.popover.status, answers.keyForm.status, answers.absent.status]).toEqual([
      200, 200, 404,
    ]);
  });
});

test('text in a page does not become code: no eval, no inline script, no handler', async () => {
  await onPage(async ({ page }) => {
    const ran = await page.evaluate(() => {
      // The policy also demands Trusted Types, so most ways in fail before the policy for scripts is asked.
      const attempt = (way: () => unknown): void => {
        try {
          way();
        } catch {
          // That is what should happen.
        }
      };
      attempt(() => {
        const script = document.createElement('script');
        script.append('window.ranInline = true');
        document.body.append(script);
      });
      attempt(() => {
        const button = document.createElement('button');
        button.setAttribute('onclick', 'window.ranHandler = true');
        document.body.append(button);
        button.click();
      });
      attempt(() => {
        document.body.insertAdjacentHTML(
          'beforeend',
          '<img src=x onerror="window.ranError = true">',
        );
      });
      return ['ranInline', 'ranHandler', 'ranError'].filter((name) => Reflect.has(window, name));
    });
    expect(ran).toEqual([]);
    // The debugger's evaluate goes round the policy, so the page itself has to try: in a script of ours.
    const evaluated = await page.evaluate(() =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
          resolve(violatedDirective),
        );
        // oxlint-disable-next-line no-implied-eval -- the very thing that must not work
        setTimeout('window.ranTimer = true', 0);
        setTimeout(() => resolve('nothing was stopped'), 5000);
      }).catch((error: unknown) => String(error)),
    );
    expect(evaluated).toMatch(/script|TypeError/);
    expect(await page.evaluate(() => Reflect.has(window, 'ranTimer'))).toBe(false);
  });
});

test('a page reaches no network: not by fetch, picture, style, frame, socket, beacon or worker', async () => {
  await onPage(async ({ page, outside }) => {
    const reached = await page.evaluate(async (url) => {
      const load = (name: string, attribute: string): Promise<boolean> =>
        new Promise((resolve) => {
          const element = document.createElement(name);
          element.addEventListener('load', () => resolve(name !== 'iframe'));
          element.addEventListener('error', () => resolve(false));
          if (name === 'link') element.setAttribute('rel', 'stylesheet');
          document.addEventListener('securitypolicyviolation', () => resolve(false), {
            once: true,
          });
          element.setAttribute(attribute, url);
          document.body.append(element);
        });
      const socket = new Promise<boolean>((resolve) => {
        try {
          const one = new WebSocket(url.replace('http', 'ws'));
          one.addEventListener('open', () => resolve(true));
          one.addEventListener('error', () => resolve(false));
        } catch {
          resolve(false);
        }
      });
      const fetched = fetch(url).then(
        () => true,
        () => false,
      );
      navigator.sendBeacon(url, 'x');
      const worker = (() => {
        try {
          return new Worker(url) instanceof Worker && false;
        } catch {
          return false;
        }
      })();
      return [
        await fetched,
        await load('img', 'src'),
        await load('link', 'href'),
        await load('iframe', 'src'),
        await socket,
        worker,
      ];
    }, outside.url);
    expect(reached).toEqual([false, false, false, false, false, false]);
    expect(outside.requests()).toBe(0);
  });
});

test("the session itself refuses the network, also where no page's policy applies", async () => {
  await onPage(async ({ app, outside }) => {
    const refused = await app.electron.evaluate(
      ({ session }, url) =>
        Promise.all(
          [
            session.fromPartition('popover'),
            session.fromPartition('key-form'),
            session.defaultSession,
          ].map((one) =>
            one.fetch(url).then(
              () => 'reached',
              () => 'refused',
            ),
          ),
        ),
      outside.url,
    );
    expect(refused).toEqual(['refused', 'refused', 'refused']);
    expect(outside.requests()).toBe(0);
  });
});

test('a page stays where it is and opens nothing', async () => {
  await onPage(async ({ app, page, outside }) => {
    const opened = await page.evaluate((url) => {
      const link = document.createElement('a');
      link.href = url;
      link.target = '_blank';
      document.body.append(link);
      link.click();
      const form = document.createElement('form');
      form.action = url;
      document.body.append(form);
      form.submit();
      const popup = window.open(url);
      location.href = url;
      return popup;
    }, outside.url);
    expect(opened).toBeNull();
    // A navigation begins after the script that asks for it: a round trip to main lets it.
    await page.evaluate(() => Reflect.get(window, 'fobwatch').snapshot());
    expect(page.url()).toBe('fobwatch://app/index.html');
    expect(outside.requests()).toBe(0);
    expect(
      await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
    ).toBe(1);
    const webview = await page.evaluate(() => 'loadURL' in document.createElement('webview'));
    expect(webview).toBe(false);
  });
});

test('a page gets no permission, asked for or looked up', async () => {
  await onPage(async ({ page }) => {
    const answers = await page.evaluate(async () => {
      const asked = async (ask: () => Promise<unknown>): Promise<string> => {
        try {
          return String(await ask());
        } catch (error) {
          return error instanceof Error ? error.name : 'refused';
        }
      };
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi'] as const;
      const states = await Promise.all(
        names.map(async (name) => (await navigator.permissions.query({ name })).state),
      );
      return {
        states,
        notifications: await asked(() => Notification.requestPermission()),
        camera: await asked(() => navigator.mediaDevices.getUserMedia({ video: true })),
        screen: await asked(() => navigator.mediaDevices.getDisplayMedia()),
        clipboard: await asked(() => navigator.clipboard.readText()),
      };
    });
    expect(new Set(answers.states)).toEqual(new Set(['denied']));
    expect(answers.notifications).toBe('denied');
    for (const answer of [answers.camera, answers.screen, answers.clipboard]) {
      expect(answer).toMatch(/NotAllowedError|NotFoundError|NotSupportedError|InvalidStateError/);
    }
  });
});

test('junk from a page is refused, noted by kind alone, and harms nothing', async () => {
  await onPage(async ({ app, desktop, page }) => {
    const planted = 'planted-in-junk-4711';
    await page.evaluate((secret) => {
      const send = (value: unknown): unknown =>
        Reflect.apply(Reflect.get(window, 'fobwatch').send, undefined, [value]);
      for (const junk of [
        null,
        0,
        secret,
        [],
        { kind: secret },
        { kind: 'quit', extra: secret },
        { kind: 'start', targets: [{ kind: 'role', profile: 7 }] },
        { kind: 'submit-code', identity: 'ada', code: secret.repeat(100) },
        { kind: '__proto__' },
        { kind: 'constructor' },
      ]) {
        send(junk);
      }
      try {
        send({ kind: () => secret });
      } catch {
        // A function does not even cross.
      }
    }, planted);
    const refused = await until('ten notes in the journal', () => {
      const lines = journalOf(desktop).split('\n');
      const notes = lines.filter((line) => line.includes('refused-message'));
      return notes.length >= 10 && notes;
    });
    expect(refused.map((line) => Reflect.get(Object(JSON.parse(line)), 'message'))).toEqual([
      'unknown',
      'unknown',
      'unknown',
      'unknown',
      'unknown',
      'quit',
      'start',
      'submit-code',
      'unknown',
      'unknown',
    ]);
    expect(journalOf(desktop)).not.toContain(planted);
    expect(await app.isShown('index.html')).toBe(true);
  });
});

test('a message counts from our own windows only', async () => {
  await onPage(async ({ app, desktop }) => {
    const answer = await app.electron.evaluate(async ({ app: main, BrowserWindow }) => {
      const foreign = new BrowserWindow({
        show: false,
        webPreferences: {
          preload: `${main.getAppPath()}/dist/app/preload.cjs`,
          partition: 'popover',
        },
      });
      await foreign.loadURL('fobwatch://app/index.html');
      const said: unknown = await foreign.webContents.executeJavaScript(
        "fobwatch.send({ kind: 'hide-popover' }); fobwatch.snapshot().then(() => 'given', () => 'refused')",
      );
      foreign.destroy();
      return said;
    });
    expect(answer).toBe('refused');
    await until('the note of the command', () => {
      const notes = journalOf(desktop).split('\n');
      // The page looked at a snapshot of its own accord when it was loaded, and once more when it was told to.
      return notes.filter((line) => line.includes('untrusted-sender')).length === 3;
    });
    expect(await app.isShown('index.html')).toBe(true);
  });
});
