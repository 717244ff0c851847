import { createServer } from 'node:http';

/** A folder of lists on loopback. Says what it is told to, and keeps what it was asked for. */
export const startFeed = async () => {
  const state = { status: 200, body: '' };
  /** What lies at a path by itself, whatever `state` says. */
  const files = new Map<string, string>();
  const asked: { path: string; staging: string }[] = [];
  const server = createServer((request, response) => {
    const staging = String(request.headers['x-user-staging-id']);
    const path = (request.url ?? '').split('?')[0] ?? '';
    asked.push({ path, staging });
    const file = files.get(path);
    if (file !== undefined) return void response.writeHead(200).end(file);
    // A server that wants a password says so; nobody is asked for one.
    if (state.status === 401) response.setHeader('www-authenticate', 'Basic realm="feed"');
    response.writeHead(state.status).end(state.body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/fobwatch/`, state, files, asked, stop };
};

/** The list of a folder whose newest version is this. */
export const listOf = (version: string): string =>
  [
    `version: ${version}`,
    'files:',
    `  - url: Fobwatch-${version}.AppImage`,
    '    sha512: AAAA',
    '    size: 1',
    `path: Fobwatch-${version}.AppImage`,
    'sha512: AAAA',
    "releaseDate: '2026-11-24T00:00:00.000Z'",
    '',
  ].join('\n');
