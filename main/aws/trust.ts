import { ownDetail, type Detail } from '../../app/detail.ts';
import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import tls, { type SecureContext } from 'node:tls';
import { fail, ok, type Result } from '../../app/result.ts';
import { errorDetail } from '../storage/file-error.ts';

type TrustProblem = { readonly path: string; readonly detail: Detail };

/** Whom to trust besides Node's own list; undefined: nobody, so that the runtime's default holds. */
export type Trust = (
  bundle: string | null,
) => Promise<Result<SecureContext | undefined, TrustProblem>>;

/** Certificates the runtime can tell of: `tls.getCACertificates` came with Node 22.15 and is not in Electron 33. */
const offered = (kind: 'system' | 'extra'): readonly string[] => {
  const get: unknown = Reflect.get(tls, 'getCACertificates');
  if (typeof get !== 'function') return [];
  const found: unknown = get(kind);
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
};

const CERTIFICATE =
  /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g;

const home = (path: string): string => path.replace(/^~(?=$|[\\/])/, () => homedir());

/**
 * Takes away the variable by which any shell profile would switch certificate checks off for the whole process, every
 * library included. Leaving one endpoint unchecked is a matter of settings.ini, with a lasting warning (BO9).
 */
export const dropTrustOverride = (env: NodeJS.ProcessEnv): void => {
  delete env['NODE_TLS_REJECT_UNAUTHORIZED'];
};

/**
 * Trust of TLS connections: Node's certificates, the system's where the runtime offers them, and those of a bundle
 * (`ca_bundle`, AWS_CA_BUNDLE, the setting), which is read again when its file changes. A bundle adds to the usual
 * ones and never takes any away, so that one made for a company's proxy alone does not cut off AWS.
 */
export const createTrust = (): Trust => {
  const kept = new Map<string, { readonly version: string; readonly context: SecureContext }>();
  const system = offered('system');

  const contextOf = (more: readonly string[]): SecureContext =>
    tls.createSecureContext({
      ca: [...tls.rootCertificates, ...system, ...offered('extra'), ...more],
    });

  const withBundle = async (named: string): Promise<Result<SecureContext, TrustProblem>> => {
    const path = home(named);
    try {
      const { mtimeMs, size, ino } = await stat(path);
      const version = `${mtimeMs} ${size} ${ino}`;
      const known = kept.get(path);
      if (known?.version === version) return ok(known.context);
      const found = (await readFile(path, 'utf8')).match(CERTIFICATE) ?? [];
      if (found.length === 0) return fail({ path, detail: ownDetail('no-certificate') });
      const context = contextOf(found);
      kept.set(path, { version, context });
      return ok(context);
    } catch (error) {
      return fail({ path, detail: errorDetail(error) });
    }
  };

  return async (bundle) => {
    if (bundle !== null) return withBundle(bundle);
    if (system.length === 0) return ok(undefined);
    const known = kept.get('')?.context ?? contextOf([]);
    kept.set('', { version: '', context: known });
    return ok(known);
  };
};
