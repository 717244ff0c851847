import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands, decodeCommand, type Command } from '../../app/contract.ts';

const dev = { kind: 'role', profile: 'dev' } as const;
const ada = { kind: 'session', identity: 'ada' } as const;

/** One good message of each kind; the compiler misses none. */
const good: { readonly [K in Command['kind']]: Extract<Command, { kind: K }> } = {
  'submit-code': { kind: 'submit-code', identity: 'ada', code: '123 456' },
  'ask-code': { kind: 'ask-code', identity: null },
  'set-code-aside': { kind: 'set-code-aside' },
  'lab-prepare': { kind: 'lab-prepare', identity: 'ada' },
  'lab-up': { kind: 'lab-up', url: false },
  'lab-leave': { kind: 'lab-leave' },
  'lab-look': { kind: 'lab-look', identity: null },
  'lab-down': { kind: 'lab-down', identity: null, all: false },
  mark: { kind: 'mark', target: dev, favourite: true },
  tag: { kind: 'tag', target: dev, tags: ['on call'] },
  'group-roles': { kind: 'group-roles', by: 'tags' },
  start: { kind: 'start', targets: [dev, ada] },
  'start-set': { kind: 'start-set', profiles: ['dev', 'ops'], keepGoing: false },
  renew: { kind: 'renew', targets: [dev, ada] },
  'start-all': { kind: 'start-all' },
  request: { kind: 'request', id: 'r1', target: dev, by: { program: 'terraform', pid: 4711 } },
  withdraw: { kind: 'withdraw', id: 'r1' },
  stop: { kind: 'stop', targets: [dev] },
  'stop-all': { kind: 'stop-all' },
  'copy-exports': { kind: 'copy-exports', target: ada },
  'open-console': {
    kind: 'open-console',
    target: dev,
    how: 'open',
    destination: 's3',
    region: null,
    durationSeconds: 3600,
  },
  'open-endpoint': { kind: 'open-endpoint', target: dev },
  'close-endpoint': { kind: 'close-endpoint', target: dev },
  'copy-endpoint': { kind: 'copy-endpoint', target: dev },
  'open-key-form': { kind: 'open-key-form' },
  'close-key-form': { kind: 'close-key-form' },
  'add-identity': {
    kind: 'add-identity',
    name: 'ada',
    accessKeyId: 'AKIA',
    secretAccessKey: '',
    serial: '',
  },
  'import-identity': { kind: 'import-identity', profile: 'ada' },
  'remove-identity': { kind: 'remove-identity', identity: 'ada' },
  'choose-device': { kind: 'choose-device', identity: 'ada', serial: 'GAHT12345678' },
  'check-identity': { kind: 'check-identity', identity: 'ada' },
  'reset-setting': { kind: 'reset-setting', key: 'tokenLife' },
  'reset-settings': { kind: 'reset-settings' },
  'export-settings': { kind: 'export-settings', path: '~/mine.ini', replace: false },
  'read-settings': { kind: 'read-settings', path: '~/mine.ini' },
  'take-settings': { kind: 'take-settings' },
  'drop-settings': { kind: 'drop-settings' },
  'start-at-login': { kind: 'start-at-login', on: true },
  'change-setting': { kind: 'change-setting', key: 'tokenLife', value: '1h' },
  examine: { kind: 'examine' },
  'copy-report': { kind: 'copy-report' },
  'read-assertion': { kind: 'read-assertion', from: { kind: 'clipboard' } },
  'drop-assertion': { kind: 'drop-assertion' },
  'keep-proxy-password': { kind: 'keep-proxy-password', password: '' },
  'test-connection': { kind: 'test-connection', target: null },
  'reload-files': { kind: 'reload-files' },
  'retry-vault': { kind: 'retry-vault' },
  'open-settings-file': { kind: 'open-settings-file' },
  'open-config-file': { kind: 'open-config-file' },
  'show-popover': { kind: 'show-popover' },
  'show-panel': { kind: 'show-panel', panel: 'identity', identity: 'ada' },
  'show-network': { kind: 'show-network' },
  'read-ledger': { kind: 'read-ledger' },
  'leave-ledger': { kind: 'leave-ledger' },
  explain: { kind: 'explain', text: 'An error occurred (AccessDenied)' },
  'forget-explained': { kind: 'forget-explained' },
  'hide-popover': { kind: 'hide-popover' },
  quit: { kind: 'quit' },
  'add-device': { kind: 'add-device', identity: 'ada' },
  'name-device': { kind: 'name-device', name: 'ada', replace: false },
  'enable-device': { kind: 'enable-device', first: '123 456', second: '' },
  'prove-device': { kind: 'prove-device', code: '123456' },
  'copy-device-seed': { kind: 'copy-device-seed' },
  'leave-device-wizard': { kind: 'leave-device-wizard' },
  'keep-seed': { kind: 'keep-seed', identity: 'ada', seed: '' },
  'keep-made-seed': { kind: 'keep-made-seed' },
  'use-code-command': { kind: 'use-code-command', identity: 'ada', command: 'oathtool' },
  'type-codes': { kind: 'type-codes', identity: 'ada' },
  'resync-device': {
    kind: 'resync-device',
    identity: 'ada',
    serial: 'GAHT12345678',
    first: '123456',
    second: '654321',
  },
  'deactivate-device': { kind: 'deactivate-device', identity: 'ada', serial: 'GAHT12345678' },
  'delete-device': { kind: 'delete-device', identity: 'ada', serial: 'GAHT12345678' },
  'remove-left-device': { kind: 'remove-left-device', identity: 'ada', serial: 'GAHT12345678' },
  'get-session-token': {
    kind: 'get-session-token',
    identity: null,
    durationSeconds: 3600,
    serialNumber: null,
    tokenCode: null,
    forceNew: true,
  },
  'assume-role': {
    kind: 'assume-role',
    profile: 'dev',
    name: null,
    roleSessionName: '{user}@{host}',
    durationSeconds: 900,
    policy: '{}',
    policyArns: [],
    sourceIdentity: 'ada',
    tags: [{ key: 'team', value: '' }],
    transitiveTagKeys: ['team'],
    serialNumber: null,
    tokenCode: null,
  },
  'assume-saml': {
    kind: 'assume-saml',
    name: 'analyst',
    region: null,
    roleArn: '',
    principalArn: '',
    assertion: '',
    durationSeconds: null,
    policy: null,
    policyArns: [],
  },
  'assume-web-identity': {
    kind: 'assume-web-identity',
    name: null,
    region: 'eu-central-1',
    roleArn: '',
    roleSessionName: null,
    source: { kind: 'file', path: '/run/token' },
    providerId: null,
    durationSeconds: null,
    policy: null,
    policyArns: [],
  },
  federate: {
    kind: 'federate',
    identity: 'ada',
    name: null,
    userName: 'guest',
    durationSeconds: 3600,
    policy: null,
    policyArns: [],
    tags: [],
  },
  decode: { kind: 'decode', message: 'encoded', denied: dev },
  identify: { kind: 'identify', target: { kind: 'made', name: 'guest' } },
  'export-file': { kind: 'export-file', targets: [dev], format: 'vault', path: '/tmp/x' },
  'import-file': { kind: 'import-file', path: '/tmp/x', name: null },
  'write-profile': {
    kind: 'write-profile',
    target: dev,
    profile: 'default',
    file: null,
    replace: false,
    backup: true,
  },
  'install-live': { kind: 'install-live', target: dev, profile: null },
  'uninstall-live': { kind: 'uninstall-live', profile: 'dev-live' },
  'undo-write': { kind: 'undo-write' },
  'read-keys': { kind: 'read-keys', identity: 'ada' },
  'rotate-key': { kind: 'rotate-key', identity: 'ada', into: 'keychain', follow: ['ada'] },
  'continue-rotation': { kind: 'continue-rotation', identity: 'ada' },
  'roll-back-rotation': { kind: 'roll-back-rotation', identity: 'ada' },
  'change-key': {
    kind: 'change-key',
    identity: 'ada',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    to: 'deleted',
  },
  'import-found': { kind: 'import-found', profiles: ['ada', 'default'] },
  'leave-first-run': { kind: 'leave-first-run' },
  'ask-removal': { kind: 'ask-removal', identities: ['ada'] },
  'remove-plain-keys': { kind: 'remove-plain-keys', processes: true },
  'drop-removal': { kind: 'drop-removal' },
  'undo-removal': { kind: 'undo-removal' },
  'restore-backup': { kind: 'restore-backup', path: '/home/ada/.aws/credentials~' },
  'change-profiles': {
    kind: 'change-profiles',
    changes: [
      { kind: 'add', name: 'dev', values: { region: 'eu-west-1' } },
      { kind: 'edit', name: 'ops', values: {}, keep: ['region'] },
      { kind: 'remove', name: 'old' },
    ],
    agreed: ['changed 12 ops region eu-west-1 '],
  },
  'share-profiles': { kind: 'share-profiles', profiles: ['dev'], path: '/tmp/x' },
  'look-at-profiles': { kind: 'look-at-profiles' },
  'leave-profiles': { kind: 'leave-profiles' },
};

describe('a message that is a command', () => {
  it.each(Object.entries(good))('%s passes as it is', (_, command) => {
    expect(decodeCommand(command)).toEqual({ ok: true, command });
  });
});

describe('a message that is none is refused, with no more than its kind', () => {
  it.each<[string, unknown, string]>([
    ['undefined', undefined, 'unknown'],
    ['null', null, 'unknown'],
    ['a number', 7, 'unknown'],
    ['a text', 'quit', 'unknown'],
    ['a list', [{ kind: 'quit' }], 'unknown'],
    ['a function', () => ({ kind: 'quit' }), 'unknown'],
    ['no kind', { identity: 'ada' }, 'unknown'],
    ['an unknown kind', { kind: 'format-disk' }, 'unknown'],
    ['a kind that is no text', { kind: ['quit'] }, 'unknown'],
    ['a kind from the prototype', { kind: 'constructor' }, 'unknown'],
    ['__proto__ as kind', JSON.parse('{"kind":"__proto__"}'), 'unknown'],
    ['something beside what belongs', { kind: 'quit', now: true }, 'quit'],
    ['something missing', { kind: 'submit-code', identity: 'ada' }, 'submit-code'],
    ['a code that is a number', { ...good['submit-code'], code: 123_456 }, 'submit-code'],
    ['a code far too long', { ...good['submit-code'], code: '1'.repeat(65) }, 'submit-code'],
    ['no identity', { ...good['submit-code'], identity: '' }, 'submit-code'],
    [
      'a name far too long',
      { kind: 'import-identity', profile: 'x'.repeat(257) },
      'import-identity',
    ],
    ['no targets', { kind: 'start', targets: [] }, 'start'],
    [
      'far too many targets',
      { kind: 'stop', targets: Array.from({ length: 5001 }, () => dev) },
      'stop',
    ],
    ['a target of no kind', { kind: 'start', targets: [{ profile: 'dev' }] }, 'start'],
    ['a target of both kinds', { kind: 'start', targets: [{ ...dev, ...ada }] }, 'start'],
    [
      'an unknown setting',
      { kind: 'change-setting', key: '__proto__', value: '' },
      'change-setting',
    ],
  ])('%s', (_, message, kind) => {
    expect(decodeCommand(message)).toEqual({ ok: false, kind });
  });

  it('whatever it is: nothing throws, and what passes is a command it was', () => {
    const kinds = Object.keys(commands);
    const field = fc.oneof(fc.string(), fc.anything(), fc.constant([dev]), fc.constant(ada));
    const almost = fc
      .tuple(
        fc.constantFrom(...kinds, 'x'),
        fc.dictionary(
          fc.constantFrom(
            'identity',
            'code',
            'targets',
            'target',
            'profile',
            'key',
            'value',
            '__proto__',
          ),
          field,
        ),
      )
      .map(([kind, rest]) => ({ ...rest, kind }));
    fc.assert(
      fc.property(fc.oneof(fc.anything(), almost), (message) => {
        const decoded = decodeCommand(message);
        expect(decoded.ok ? decoded.command.kind : decoded.kind).toBeOneOf([...kinds, 'unknown']);
        expect(decoded.ok ? decoded.command : message).toEqual(message);
      }),
      { numRuns: 500 },
    );
  });
});
