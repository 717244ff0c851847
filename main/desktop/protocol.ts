import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { SCHEME } from './origin.ts';
import { servedFile } from './served-file.ts';

/** What a page may do: run our scripts, use our styles, pictures and fonts; talk to nobody, be framed by nobody. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/**
 * No opener policy: no window opens another or was opened by one (harden.ts), and with it Chromium begins each window in
 * one process and goes on in a second, which a person waits for.
 */
const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;

/** Makes the scheme a standard, secure one; before `ready`, which is when Chromium stops listening. */
export const registerScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);

/** Serves the renderer's folder to a session under our scheme; nothing outside that folder, nothing but GET. */
export const serveRenderer = (session: Session, folder: string): void => {
  session.protocol.handle(SCHEME, async (request) => {
    const file = request.method === 'GET' ? servedFile(folder, request.url) : null;
    const body = file === null ? null : await readFile(file.path).catch(() => null);
    return file === null || body === null
      ? new Response(null, { status: 404, headers })
      : new Response(new Uint8Array(body), { headers: { ...headers, 'Content-Type': file.type } });
  });
};
