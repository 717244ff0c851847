import { createHash, timingSafeEqual } from 'node:crypto';

/** What one request says of itself, as it came over the wire. */
export type Knock = {
  readonly method?: string | undefined;
  /** The request target: nothing of it is decoded or made shorter. */
  readonly url?: string | undefined;
  /** Names and values in turn, as Node gives them: a header sent twice is there twice. */
  readonly rawHeaders: readonly string[];
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares digests: neither the time it takes nor its length tells how much of a text was right. */
const isSame = (given: string, expected: Buffer): boolean =>
  timingSafeEqual(digest(given), expected);

/** All values of a header; names ignore case. */
const valuesOf = (rawHeaders: readonly string[], name: string): readonly string[] =>
  rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);

/** The value of a header that was sent once; empty where it was not, or twice. */
const onlyValue = (rawHeaders: readonly string[], name: string): string => {
  const values = valuesOf(rawHeaders, name);
  return values.length === 1 ? (values[0] ?? '') : '';
};

/**
 * Who is let in at an endpoint. A page in a browser may reach any port of this computer under a name of its own that
 * was made to point here (DNS rebinding): so the host must be the one handed out, and whoever names an origin is a
 * browser. Nobody else but who was handed the path and the token knows them. Everything is looked at each time, so that
 * the time taken does not tell what was wrong.
 */
export const createGate = (expected: {
  /** Default GET. */
  readonly method?: 'GET' | 'POST';
  readonly port: number;
  readonly path: string;
  readonly token: string;
}): ((knock: Knock) => boolean) => {
  const path = digest(expected.path);
  const token = digest(expected.token);
  const hosts = [`127.0.0.1:${expected.port}`, `localhost:${expected.port}`];
  return ({ method, url, rawHeaders }) => {
    const right = [
      method === (expected.method ?? 'GET'),
      hosts.includes(onlyValue(rawHeaders, 'host')),
      valuesOf(rawHeaders, 'origin').length === 0,
      isSame(url ?? '', path),
      isSame(onlyValue(rawHeaders, 'authorization'), token),
    ];
    return right.every(Boolean);
  };
};
