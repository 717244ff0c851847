import { externalDataInterceptor, parseKnownFiles } from '@smithy/shared-ini-file-loader';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveChain } from '../../../app/profiles/chain.ts';
import {
  changeProfiles,
  revertProfiles,
  type ProfileChange,
} from '../../../app/profiles/edit-profiles.ts';
import { parseAwsFiles } from '../../../app/profiles/parse.ts';
import { entriesByName, profileEntries } from '../../../app/profiles/profile-entries.ts';
import { isRoleKey, roleKeys, type RoleValues } from '../../../app/profiles/role-fields.ts';
import { roleWay } from '../../../app/profiles/role-way.ts';
import { readSections } from '../../../app/profiles/sections.ts';
import { seeProfiles } from '../../../app/profiles/seen-profiles.ts';
import { reveal } from '../../../app/secret.ts';
import { FILE_NAMES, fileTexts } from '../../support/aws-file-texts.ts';
import { patience, runs } from '../../support/runs.ts';

// Any file a person may have, any change of its profiles: what changes is what was wanted, and not a byte beside it.

const amount = runs(1000);
const timeout = patience(1000);

const values: fc.Arbitrary<RoleValues> = fc.record(
  {
    role_arn: fc.constantFrom(
      'arn:aws:iam::123456789012:role/dev',
      'arn:aws-cn:iam::123456789012:role/team/Admin',
    ),
    source_profile: fc.constantFrom('ada', ...FILE_NAMES),
    external_id: fc.constantFrom('partner-7', 'a:b/c=d'),
    duration_seconds: fc.constantFrom('900', '43200'),
    region: fc.constantFrom('eu-west-1', 'cn-north-1'),
  },
  { requiredKeys: ['role_arn'] },
);

const change: fc.Arbitrary<ProfileChange> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('add' as const, 'edit' as const),
    name: fc.constantFrom('fresh', ...FILE_NAMES),
    values,
  }),
  fc.record({ kind: fc.constant('remove' as const), name: fc.constantFrom(...FILE_NAMES) }),
);
const cases = fc.tuple(fileTexts('config'), fc.array(change, { minLength: 1, maxLength: 3 }));

/** Everything a file says, by section. */
const said = (text: string): ReadonlyMap<string, ReadonlyMap<string, string>> =>
  new Map(
    [...readSections('config', { path: '/f', text }).sections].map(([id, { texts, secrets }]) => [
      id,
      new Map([
        ...[...texts].map(([key, { value }]) => [key, value] as const),
        ...[...secrets].map(([key, { value }]) => [key, reveal(value)] as const),
      ]),
    ]),
  );

const sectionOf = (all: ReturnType<typeof said>, name: string) =>
  all.get(`profile ${name}`) ?? (name === 'default' ? all.get('default default') : undefined);

const idsOf = (name: string): readonly string[] =>
  name === 'default' ? ['default default', 'profile default'] : [`profile ${name}`];

/** The lines of no changed profile, with their ends. */
const around = (text: string, names: ReadonlySet<string>): readonly string[] => {
  const { all, profiles } = seeProfiles(text);
  const inside = new Set(
    [...profiles].flatMap(([name, { parts }]) =>
      names.has(name)
        ? parts.flatMap(({ header, body }) => [
            header.at,
            ...body.filter(({ line }) => line.kind !== 'empty').map(({ at }) => at),
          ])
        : [],
    ),
  );
  return all
    .filter(({ at, text: line }) => !inside.has(at) && !line.includes('# Fobwatch keeps'))
    .map((line) => line.text);
};

describe('profiles changed in any file', { timeout }, () => {
  it('say of a role’s keys what was wanted, and of all else what they said', () => {
    fc.assert(
      fc.property(cases, ([text, changes]) => {
        const done = changeProfiles(text, changes);
        if (!done.ok) return;
        const [before, after] = [said(text), said(done.value.text)];
        const names = new Map(changes.map((one) => [one.name, one]));
        for (const one of changes) {
          const now = sectionOf(after, one.name);
          const then = sectionOf(before, one.name) ?? new Map<string, string>();
          const others = [...then].filter(([key]) => !isRoleKey(key));
          const wanted = roleKeys.flatMap((key) => {
            const value = one.kind === 'remove' ? undefined : one.values[key];
            return value === undefined ? [] : [[key, value] as const];
          });
          expect(now).toEqual(one.kind === 'remove' ? undefined : new Map([...others, ...wanted]));
        }
        const rest = (all: ReturnType<typeof said>) =>
          [...all].filter(([id]) => ![...names.keys()].some((name) => idsOf(name).includes(id)));
        expect(rest(after)).toEqual(rest(before));
      }),
      amount,
    );
  });

  it('leave every line that is no property of theirs as it was', () => {
    fc.assert(
      fc.property(cases, ([text, changes]) => {
        const done = changeProfiles(text, changes);
        if (!done.ok || changes.some(({ kind }) => kind === 'remove')) return;
        const names = new Set(changes.map(({ name }) => name));
        const before = around(text, names);
        const after = around(done.value.text, names);
        // A comment behind a value that changed got a line of its own, a new profile an empty one.
        const more = after.filter((line) => !before.includes(line));
        expect(more.filter((line) => !/^(\s*[#;].*)?$/.test(line))).toEqual([]);
        let at = 0;
        for (const line of after) if (line === before[at]) at += 1;
        expect(before.slice(at)).toEqual([]);
      }),
      amount,
    );
  });

  it('are the same when the same is wanted again', () => {
    fc.assert(
      fc.property(cases, ([text, changes]) => {
        const edits = changes.filter(({ kind }) => kind === 'edit');
        const once = changeProfiles(text, edits);
        if (!once.ok) return;
        expect(changeProfiles(once.value.text, edits)).toEqual({
          ok: true,
          value: { text: once.value.text, foreign: [] },
        });
      }),
      amount,
    );
  });

  it('added and removed again leave the file as it was, to the byte', () => {
    fc.assert(
      fc.property(fileTexts('config'), values, (text, wanted) => {
        const added = changeProfiles(text, [{ kind: 'add', name: 'fresh', values: wanted }]);
        if (!added.ok) return;
        const gone = changeProfiles(added.value.text, [{ kind: 'remove', name: 'fresh' }]);
        expect(gone).toEqual({ ok: true, value: { text, foreign: [] } });
      }),
      amount,
    );
  });

  it('taken back leave it as it was, to the byte, and also where others wrote above meanwhile', () => {
    fc.assert(
      fc.property(cases, ([text, changes]) => {
        const done = changeProfiles(text, changes);
        if (!done.ok) return;
        const edit = {
          names: changes.map(({ name }) => name),
          before: text,
          after: done.value.text,
        };
        expect(revertProfiles(done.value.text, edit)).toEqual({ ok: true, value: text });
        if (text.startsWith('\uFEFF') || text.includes('\r') || text === '') return;
        const back = revertProfiles(`# above\n${done.value.text}`, edit);
        expect(back.ok && said(back.value)).toEqual(said(text));
      }),
      amount,
    );
  });
});

describe('the JavaScript SDK', { timeout }, () => {
  it('reads from a file of common things the very profile that was wanted', async () => {
    const section = fc
      .tuple(
        fc.constantFrom('dev', 'ops', 'team.prod'),
        fc.array(
          fc.constantFrom(
            'region = eu-west-1',
            'output=json',
            '# note',
            '',
            'external_id = old ; x',
          ),
          { maxLength: 4 },
        ),
      )
      .map(([name, body]) => [`[profile ${name}]`, 'cli_pager = cat', ...body].join('\n'));
    const files = fc
      .tuple(
        fc.uniqueArray(section, { selector: (text) => text.split('\n')[0], maxLength: 3 }),
        fc.constantFrom('\n', '\r\n'),
      )
      .map(([sections, end]) => sections.join('\n').replaceAll('\n', end));
    await fc.assert(
      fc.asyncProperty(
        files,
        fc.constantFrom('dev', 'fresh'),
        values,
        async (text, name, wanted) => {
          const kind = text.includes(`[profile ${name}]`) ? 'edit' : 'add';
          const done = changeProfiles(text, [{ kind, name, values: wanted }]);
          if (!done.ok) throw new Error(JSON.stringify(done.failure));
          externalDataInterceptor.interceptFile('/editor/config', done.value.text);
          externalDataInterceptor.interceptFile('/editor/credentials', '');
          const read = await parseKnownFiles({
            configFilepath: '/editor/config',
            filepath: '/editor/credentials',
          });
          const keys = Object.entries(read[name] ?? {}).filter(([key]) => isRoleKey(key));
          expect(Object.fromEntries(keys)).toEqual(wanted);
        },
      ),
      runs(300),
    );
  });
});

describe('the way that is shown while a profile is typed', { timeout }, () => {
  it('is the one that its chain takes once it is written', () => {
    const names = ['a', 'b', 'c', 'd'];
    const section = fc
      .tuple(
        fc.constantFrom(...names),
        fc.array(
          fc.oneof(
            fc.constantFrom(...names).map((name) => `source_profile = ${name}`),
            fc.constantFrom(
              'role_arn = arn:aws:iam::123456789012:role/dev',
              'credential_source = Environment',
              'aws_access_key_id = A\naws_secret_access_key = s',
              'sso_session = corp',
            ),
          ),
          { maxLength: 3 },
        ),
      )
      .map(([name, body]) => [`[profile ${name}]`, ...body].join('\n'));
    fc.assert(
      fc.property(fc.array(section, { maxLength: 5 }), fc.subarray(names), (sections, held) => {
        const config = sections.join('\n');
        const identities = new Set(held);
        const set = parseAwsFiles({
          config: { path: '/c', text: config },
          credentials: { path: '/k', text: '' },
        });
        const entries = entriesByName(profileEntries(set, { config, credentials: '' }, identities));
        for (const entry of entries.values()) {
          if (entry.kind !== 'role') continue;
          const way = roleWay(entry, entries, identities);
          const chain = resolveChain(set, entry.name, identities);
          const shown = way.kind === 'walks' && [way.roles, way.from === 'keys', way.through[0]];
          const taken = chain.ok && [
            chain.value.roles.length,
            chain.value.end.kind !== 'source',
            chain.value.through[0],
          ];
          expect(shown).toEqual(taken);
        }
      }),
      amount,
    );
  });
});
