import { describe, expect, it } from 'vitest';
import type { OperationCommand } from '../../../app/contract-operations.ts';
import { consentKey, type ProfileChange } from '../../../app/profiles/edit-profiles.ts';
import type { LineChange } from '../../../app/profiles/profile-lines.ts';
import { ADA_FILES, startModel, type Model } from '../../support/model-engine.ts';
import { ask, progressOf } from '../../support/operations.ts';

const CONFIG = '/home/ada/.aws/config';
const ARN = 'arn:aws:iam::444455556666:role/build';
const build = { role_arn: ARN, source_profile: 'ada' };
const add = (name: string, values: Readonly<Record<string, string>> = build): ProfileChange => ({
  kind: 'add',
  name,
  values,
});
const change = (
  changes: readonly ProfileChange[],
  agreed: 'all' | string[] = [],
): OperationCommand => ({
  kind: 'change-profiles',
  changes: changes.map((one) =>
    one.kind === 'edit' ? { kind: 'edit', name: one.name, values: { ...one.values } } : one,
  ),
  agreed,
});
const outcomeOf = (model: Model): unknown => {
  const progress = progressOf(model, 'change-profiles');
  if (progress.kind === 'done') return progress.outcome;
  return progress.kind === 'refused' ? progress.failures : progress.kind;
};
const causeOf = (model: Model): Readonly<Record<string, unknown>> => {
  const progress = progressOf(model, 'change-profiles');
  const [failure] = progress.kind === 'refused' ? progress.failures : [];
  return failure?.kind === 'aws-section' ? { ...failure.cause } : { kind: failure?.kind };
};
const consentOf = (model: Model): string[] => {
  const progress = progressOf(model, 'change-profiles');
  const [failure] = progress.kind === 'refused' ? progress.failures : [];
  const cause = failure?.kind === 'aws-section' ? failure.cause : null;
  const lines: readonly LineChange[] = cause?.kind === 'needs-consent' ? cause.lines : [];
  return lines.map(consentKey);
};

describe('role profiles', () => {
  it('are added in one write with one backup, and stand among the roles at once', async () => {
    const model = await startModel();
    await ask(model, change([add('build'), add('nightly', { ...build, source_profile: 'build' })]));
    expect(outcomeOf(model)).toEqual({
      kind: 'profiles-changed',
      path: CONFIG,
      added: ['build', 'nightly'],
      edited: [],
      removed: [],
      backup: `${CONFIG}~`,
    });
    expect(model.files.config).toMatch(
      /^\n\[profile ada\][^]*\n\n\[profile build\]\n# Fobwatch keeps this profile\n/,
    );
    expect(model.role('nightly').chain).toEqual(['ada', 'build', 'nightly']);
    expect(model.saved.get(`${CONFIG}~`)).toBe(ADA_FILES);
  });

  it('are all or none: each field of each that breaks a rule is named', async () => {
    const model = await startModel();
    await ask(model, change([add('fine'), add('dev', { ...build, region: 'Frankfurt' })]));
    expect(outcomeOf(model)).toMatchObject([
      { kind: 'profile-field', profile: 'dev', field: 'name', rule: { kind: 'taken' } },
      { kind: 'profile-field', profile: 'dev', field: 'region', rule: { kind: 'region' } },
    ]);
    expect(model.files.config).toBe(ADA_FILES);
  });

  it('cannot take as their source one that goes with them', async () => {
    const model = await startModel();
    await ask(
      model,
      change(
        [{ kind: 'remove', name: 'dev' }, add('x', { ...build, source_profile: 'dev' })],
        'all',
      ),
    );
    expect(outcomeOf(model)).toMatchObject([{ profile: 'x', rule: { kind: 'no-such-profile' } }]);
  });

  it('of our own are edited and removed at once', async () => {
    const model = await startModel();
    await ask(model, change([add('build')]));
    await ask(
      model,
      change([{ kind: 'edit', name: 'build', values: { ...build, region: 'eu-west-1' } }]),
    );
    expect(model.files.config).toContain('source_profile = ada\nregion = eu-west-1\n');
    await ask(model, change([{ kind: 'remove', name: 'build' }]));
    expect(model.files.config).toBe(ADA_FILES);
  });

  it('of a person’s change where each of their lines was agreed to, and not before', async () => {
    const model = await startModel();
    const edit = change([
      { kind: 'edit', name: 'ops', values: { role_arn: ARN, source_profile: 'ada' } },
    ]);
    await ask(model, edit);
    expect(causeOf(model)).toEqual({
      kind: 'needs-consent',
      lines: [
        {
          line: 9,
          profile: 'ops',
          key: 'role_arn',
          kind: 'changed',
          before: 'arn:aws:iam::444455556666:role/ops',
          after: ARN,
        },
        {
          line: 11,
          profile: 'ops',
          key: 'external_id',
          kind: 'removed',
          before: 'partner-7',
          after: null,
        },
      ],
    });
    expect(model.files.config).toBe(ADA_FILES);
    const agreed = consentOf(model);
    await ask(model, {
      ...edit,
      kind: 'change-profiles',
      changes: [{ kind: 'remove', name: 'ops' }],
      agreed,
    });
    expect(causeOf(model)).toMatchObject({ kind: 'needs-consent' });
    await ask(
      model,
      change(
        [{ kind: 'edit', name: 'ops', values: { role_arn: ARN, source_profile: 'ada' } }],
        agreed,
      ),
    );
    expect(outcomeOf(model)).toMatchObject({ edited: ['ops'] });
    expect(model.files.config).not.toContain('partner-7');
  });

  it('of a person’s do not change by a yes to lines that have moved since', async () => {
    const model = await startModel();
    const remove = [{ kind: 'remove', name: 'ops' }] as const;
    await ask(model, change(remove));
    const agreed = consentOf(model);
    await model.writeConfig(`# new\n${ADA_FILES}`);
    await ask(model, change(remove, agreed));
    expect(causeOf(model)).toMatchObject({ kind: 'needs-consent' });
    expect(model.files.config).toContain('[profile ops]');
  });

  it('come back by one undo, all of them', async () => {
    const model = await startModel();
    await ask(model, change([add('a'), { kind: 'remove', name: 'ops' }], 'all'));
    expect(model.files.config).not.toContain('[profile ops]');
    await ask(model, { kind: 'undo-write' });
    expect(model.files.config).toBe(ADA_FILES);
    const undone = progressOf(model, 'undo-write');
    expect(undone).toMatchObject({ outcome: { kind: 'undone', profile: '2 profiles' } });
  });

  it('are in the window’s picture only while somebody looks at them', async () => {
    const model = await startModel();
    expect(model.snapshot().profiles).toEqual({ kind: 'closed' });
    model.engine.run({ kind: 'look-at-profiles' });
    const { profiles } = model.snapshot();
    expect(profiles).toMatchObject({ kind: 'open', identities: [], usualLife: 3600 });
    expect(profiles.kind === 'open' && profiles.entries.map(({ name }) => name)).toEqual([
      'ada',
      'dev',
      'ops',
      'audit',
      'data',
    ]);
    expect(JSON.stringify(profiles)).not.toContain('model-long-term-secret');
    model.engine.run({ kind: 'leave-profiles' });
    expect(model.snapshot().profiles).toEqual({ kind: 'closed' });
  });

  it('go into a file for a team, and none of a person’s facts with them', async () => {
    const model = await startModel();
    await ask(model, { kind: 'share-profiles', profiles: null, path: '/srv/team.json' });
    const text = model.saved.get('/srv/team.json') ?? '';
    expect(JSON.parse(text)).toMatchObject({
      version: 1,
      profiles: [
        { name: 'dev' },
        { name: 'ops' },
        { name: 'audit' },
        { name: 'data', source_profile: 'dev' },
      ],
    });
    expect(text).not.toMatch(/mfa|AKIA|ada/);
    await ask(model, { kind: 'share-profiles', profiles: ['ops'], path: '/srv/team.json' });
    expect(model.saved.get('/srv/team.json')).not.toContain('"dev"');
    await ask(model, { kind: 'share-profiles', profiles: ['ada'], path: '/srv/none.json' });
    expect(progressOf(model, 'share-profiles')).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'nothing-to-share' }],
    });
  });

  it('are not shared into a file that holds something else', async () => {
    const model = await startModel();
    model.saved.set('/srv/notes.json', '[default]\nregion = eu-west-1\n');
    await ask(model, { kind: 'share-profiles', profiles: null, path: '/srv/notes.json' });
    expect(progressOf(model, 'share-profiles')).toMatchObject({
      failures: [{ kind: 'other-file', path: '/srv/notes.json' }],
    });
    expect(model.saved.get('/srv/notes.json')).toBe('[default]\nregion = eu-west-1\n');
  });

  it('are never shared into the AWS files in force', async () => {
    const model = await startModel();
    const path = model.engine.state().paths.config;
    await ask(model, { kind: 'share-profiles', profiles: null, path });
    expect(progressOf(model, 'share-profiles')).toMatchObject({
      failures: [{ kind: 'other-file', path }],
    });
    expect(model.saved.size).toBe(0);
  });
});
