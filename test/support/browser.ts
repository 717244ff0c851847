import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { until } from './until.ts';

/** A browser of the test desktop: it fetches what it is told to open and keeps the page. */
export type Browser = {
  /** Its program, for whoever names it in a command. */
  readonly program: string;
  /** Waits for the next page it was told to open, and takes it away. */
  page(): Promise<string>;
};

const write = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

/** Puts a browser into a person's home; `asDefault` makes it the one xdg-open takes. */
export const installBrowser = (home: string, name: string, asDefault: boolean): Browser => {
  const program = join(home, 'bin', name);
  const page = join(home, `${name}.html`);
  const part = join(home, `${name}.part`);
  // Its last argument, as browsers take it; no proxy may stand between it and the local AWS.
  const lines = [
    '#!/bin/sh',
    'for url; do :; done',
    `curl --silent --show-error --noproxy '*' --max-time 10 --output '${part}' -- "$url" || exit 1`,
    `mv '${part}' '${page}'`,
  ];
  write(program, `${lines.join('\n')}\n`);
  chmodSync(program, 0o755);
  if (asDefault) {
    const schemes = ['x-scheme-handler/http', 'x-scheme-handler/https'];
    const entry = `[Desktop Entry]\nType=Application\nName=${name}\nExec=${program} %u\n`;
    write(
      join(home, '.local/share/applications', `${name}.desktop`),
      `${entry}MimeType=${schemes.join(';')};\n`,
    );
    const defaults = schemes.map((scheme) => `${scheme}=${name}.desktop`).join('\n');
    write(join(home, '.config/mimeapps.list'), `[Default Applications]\n${defaults}\n`);
  }
  return {
    program,
    page: async () => {
      const text = await until(`a page in ${name}`, () =>
        existsSync(page) ? readFileSync(page, 'utf8') : undefined,
      );
      rmSync(page);
      return text;
    },
  };
};
