import { extname, join, normalize, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The file of a URL inside the folder; null for another host, an escape, or a type the app has none of. */
export const servedFile = (folder: string, url: string): { path: string; type: string } | null => {
  try {
    const { host, pathname } = new URL(url);
    const path = normalize(join(folder, decodeURIComponent(pathname)));
    const type = types[extname(path)];
    return host === 'app' &&
      type !== undefined &&
      path.startsWith(folder + sep) &&
      !path.includes('\0')
      ? { path, type }
      : null;
  } catch {
    return null;
  }
};
