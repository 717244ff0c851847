import { ownersAmong } from '../session/key-owners.ts';
import { devicesOf, realUser } from '../devices/identify.ts';
import type { Command } from '../contract.ts';
import type { Failure } from '../failure.ts';
import { knownOf, type IdentityCheck, type LongTermKey } from '../model.ts';
import type { KnownIdentity } from '../ports.ts';
import { isProfileName } from '../profiles/profile.ts';
import { fail, ok, type Result } from '../result.ts';
import { secret } from '../secret.ts';
import type { Core, Sources } from './core.ts';
import type { IamAccess } from './iam-access.ts';
import type { Keys } from './keys.ts';
import { t } from '../view/words/say.ts';

export type Identities = {
  /** Reads which identities the keychain holds. */
  load(): Promise<void>;
  add(form: Extract<Command, { kind: 'add-identity' }>): Promise<void>;
  /** Takes a profile's key from the credentials file into the keychain; the file stays as it is. */
  import(profile: string): Promise<void>;
  remove(identity: string): Promise<void>;
  /** The device whose codes a person will type, from the pick list or typed; null takes it away. */
  chooseDevice(identity: string, serial: string | null): Promise<void>;
  /** The same where another device took its place; durable when it resolves. */
  replaceDevice(identity: string, serial: string): Promise<Result<null, Failure>>;
  /**
   * The key in the keychain's item is another one of the same user from now on; null: it is in the keychain no more, and
   * the files' is. Their session and what AWS said of the user stay.
   */
  note(identity: string, accessKeyId: string | null): Promise<Result<null, Failure>>;
  /** Asks AWS who the key is and which devices the user has; what it learns is remembered. */
  check(identity: string): Promise<void>;
  /** The list is saved as it is, empty as well: the app was used from now on. */
  settle(): Promise<void>;
};

type Field = Extract<Failure, { kind: 'field' }>['field'];

const broken = (field: Field, rule: string): Result<never, Failure> =>
  fail({ kind: 'field', field, rule });

/** The form's texts as a key and its facts, or the first field that breaks a rule (aws-rules.md, Limits; ST13). */
export const parseKeyForm = (
  form: Pick<
    Extract<Command, { kind: 'add-identity' }>,
    'name' | 'accessKeyId' | 'secretAccessKey' | 'serial'
  >,
): Result<
  { readonly name: string; readonly key: LongTermKey; readonly serial: string | null },
  Failure
> => {
  const name = form.name.trim();
  const accessKeyId = form.accessKeyId.trim();
  const secretAccessKey = form.secretAccessKey.trim();
  const serial = form.serial.trim();
  if (!isProfileName(name)) return broken('name', t`letters, digits and _ . / @ % : + - only`);
  if (accessKeyId.startsWith('ASIA'))
    return broken(
      'accessKeyId',
      t`a long-term key, which begins with AKIA; ASIA keys are temporary`,
    );
  if (!/^\w{16,128}$/.test(accessKeyId))
    return broken('accessKeyId', t`16 to 128 letters and digits`);
  if (!/^[\x21-\x7e]{16,128}$/.test(secretAccessKey))
    return broken('secretAccessKey', t`16 to 128 characters without spaces; AWS makes 40`);
  if (serial !== '' && !/^[\w+=/:,.@-]{9,256}$/.test(serial))
    return broken(
      'serial',
      t`an ARN such as arn:aws:iam::123456789012:mfa/ada, or a device number of 9 characters or more`,
    );
  return ok({
    name,
    key: { accessKeyId, secretAccessKey: secret(secretAccessKey) },
    serial: serial || null,
  });
};

export const createIdentities = (
  core: Core,
  keys: Keys,
  sources: Sources,
  { contextFor, learn }: IamAccess,
  rebuild: () => void,
  /** Leads the person on once the key form is done: to the code field. */
  leadOn: () => void,
  /** AWS said who an identity is. */
  known: (identity: string) => void,
): Identities => {
  const { ports, store, look } = core;

  type Known = readonly KnownIdentity[];
  let last: Promise<unknown> = Promise.resolve();
  /** Names on their way into the keychain. */
  const keeping = new Set<string>();

  const saveList = async (known: Known): Promise<Result<null, Failure>> => {
    const saved = await ports.identities.save(known);
    if (!saved.ok) return fail({ kind: 'file', action: 'write', ...saved.failure });
    sources.known = known;
    store.apply({ kind: 'key-owners', owners: ownersAmong(known) });
    rebuild();
    look();
    return ok(null);
  };

  /** One change of the list after another: each starts from what the one before it left, so that none is lost. */
  const remember = (change: (known: Known) => Known): Promise<Result<null, Failure>> => {
    const turn = last.then(() => saveList(change(sources.known)));
    last = turn;
    return turn;
  };

  const note = (identity: string, check: IdentityCheck): void => {
    sources.checks = new Map(sources.checks).set(identity, check);
    rebuild();
  };

  /** What AWS said of a key that is gone; the same key in a file keeps it. */
  const forgetCheck = (identity: string): void => {
    const gone = sources.known.find(({ name }) => name === identity)?.accessKeyId;
    if (sources.fileKeys.get(identity)?.accessKeyId === gone) return;
    sources.checks = new Map([...sources.checks].filter(([name]) => name !== identity));
  };

  const keep = async (
    name: string,
    key: LongTermKey,
    serial: string | null,
  ): Promise<Result<null, Failure>> => {
    if (keeping.has(name) || sources.known.some((known) => known.name === name))
      return fail({ kind: 'name-taken', name });
    keeping.add(name);
    try {
      return await keepNew(name, key, serial);
    } finally {
      keeping.delete(name);
    }
  };

  const keepNew = async (
    name: string,
    key: LongTermKey,
    serial: string | null,
  ): Promise<Result<null, Failure>> => {
    const stored = await ports.vault.store(name, key);
    if (!stored.ok) return fail({ kind: 'vault', action: 'store', ...stored.failure });
    keys.forget(name);
    const one = {
      name,
      accessKeyId: key.accessKeyId,
      serial,
      userArn: null,
      account: null,
      alias: null,
    };
    const saved = await remember((known) => [...known, one]);
    if (!saved.ok) await ports.vault.remove(name);
    return saved;
  };

  const keyOf = (identity: string): string | null =>
    store.state().identities.get(identity)?.accessKeyId ?? null;

  const check = async (identity: string): Promise<void> => {
    const asked = keyOf(identity);
    const before = knownOf(store.state().identities.get(identity)?.check);
    note(identity, { kind: 'checking', known: before });
    // Another key may stand under the name by now: what AWS says of the old one is not about it.
    const isCurrent = (): boolean => keyOf(identity) === asked;
    const noteOf = (of: IdentityCheck): void => {
      if (isCurrent()) note(identity, of);
    };
    const sts = await contextFor(identity, 'sts');
    const iam = await contextFor(identity, 'iam');
    if (!sts.ok) return noteOf({ kind: 'failed', failure: sts.failure });
    const caller = learn('GetCallerIdentity', await ports.sts.getCallerIdentity(sts.value));
    if (!caller.ok) return noteOf({ kind: 'failed', failure: caller.failure });
    // Both may be denied to a user; then the device is whatever the files or the person name.
    const devices = iam.ok
      ? learn('ListMFADevices', await ports.iam.listMfaDevices(iam.value))
      : iam;
    const aliases = iam.ok
      ? learn('ListAccountAliases', await ports.iam.listAccountAliases(iam.value))
      : iam;
    const own = iam.ok ? learn('GetUser', await ports.iam.getUser(iam.value)) : iam;
    // Asked only where the user may not look at itself: the answer is as long as the company.
    const users =
      iam.ok && !own.ok ? learn('ListUsers', await ports.iam.listUsers(iam.value)) : null;
    const { arn, account } = caller.value;
    const found = devicesOf(arn, devices.ok ? devices.value : null);
    const device = found.find(({ kind }) => kind === 'codes')?.serial;
    const alias = (aliases.ok && aliases.value[0]) || null;
    const user = realUser(
      caller.value,
      own.ok ? own.value : null,
      users?.ok === true ? users.value : null,
    );
    if (!isCurrent()) return;
    const { endpoints } = store.state().identities.get(identity) ?? {};
    if (aliases.ok)
      store.apply({
        kind: 'account-aliases',
        aliases: [{ account, iam: endpoints?.iam ?? null, alias, askedAt: core.time.now() }],
      });
    if (asked !== null)
      store.apply({ kind: 'key-owners', owners: new Map([[asked, { arn, account, alias }]]) });
    note(identity, {
      kind: 'known',
      arn,
      account,
      alias,
      user: user?.name ?? null,
      devices: found,
    });
    known(identity);
    if (!sources.known.some((known) => known.name === identity)) return look();
    await remember((list) =>
      list.map((known) =>
        known.name === identity && known.accessKeyId === asked
          ? { ...known, userArn: arn, account, alias, serial: known.serial ?? device ?? null }
          : known,
      ),
    );
  };

  const choose = (identity: string, serial: string | null): Promise<Result<null, Failure>> =>
    remember((list) =>
      list.map((known) => (known.name === identity ? { ...known, serial } : known)),
    );

  return {
    load: async () => {
      const loaded = await ports.identities.load();
      sources.listProblem = loaded.ok ? null : loaded.failure;
      if (loaded.ok) {
        sources.known = loaded.value ?? [];
        store.apply({ kind: 'key-owners', owners: ownersAmong(sources.known) });
      }
      if (!loaded.ok) store.apply({ kind: 'state-file', ...loaded.failure });
      if (loaded.ok && loaded.value === null) store.apply({ kind: 'first-run', first: true });
      rebuild();
    },
    add: async (form) => {
      if (store.state().keyForm.kind === 'storing') return;
      const parsed = parseKeyForm(form);
      const refuse = (failure: Failure): void =>
        store.apply({ kind: 'key-form', keyForm: { kind: 'open', failure } });
      if (!parsed.ok) return refuse(parsed.failure);
      store.apply({ kind: 'key-form', keyForm: { kind: 'storing' } });
      const { name, key, serial } = parsed.value;
      const stored = await keep(name, key, serial);
      if (!stored.ok) return refuse(stored.failure);
      store.apply({ kind: 'key-form', keyForm: { kind: 'closed' } });
      ports.desktop.closeKeyForm();
      store.apply({ kind: 'first-run', first: false });
      leadOn();
      await check(name);
    },
    import: async (profile) => {
      const written = sources.fileKeys.get(profile);
      const serial = store.state().identities.get(profile)?.serial ?? null;
      if (written === undefined || written.sessionToken !== null) return;
      // A second click on the same button: the first one is at it, or done.
      if (keeping.has(profile) || sources.known.some(({ name }) => name === profile)) return;
      const stored = await keep(profile, written, serial);
      if (!stored.ok) return note(profile, { kind: 'failed', failure: stored.failure });
      await check(profile);
    },
    remove: async (identity) => {
      const removed = await ports.vault.remove(identity);
      if (!removed.ok)
        return note(identity, {
          kind: 'failed',
          failure: { kind: 'vault', action: 'remove', ...removed.failure },
        });
      keys.forget(identity);
      forgetCheck(identity);
      await remember((known) => known.filter(({ name }) => name !== identity));
    },
    check,
    note: async (identity, accessKeyId) => {
      const now = store.state().identities.get(identity);
      const check = now?.check.kind === 'known' ? now.check : null;
      const noted = await remember((list) => {
        if (accessKeyId === null) return list.filter(({ name }) => name !== identity);
        if (list.some(({ name }) => name === identity))
          return list.map((one) => (one.name === identity ? { ...one, accessKeyId } : one));
        const one = {
          name: identity,
          accessKeyId,
          serial: now?.serial ?? null,
          userArn: check?.arn ?? null,
          account: check?.account ?? null,
          alias: check?.alias ?? null,
        };
        return [...list, one];
      });
      keys.forget(identity);
      return noted;
    },
    settle: async () => {
      await remember((known) => known);
    },
    replaceDevice: choose,
    chooseDevice: async (identity, serial) => {
      const chosen = await choose(identity, serial);
      if (!chosen.ok) note(identity, { kind: 'failed', failure: chosen.failure });
    },
  };
};
