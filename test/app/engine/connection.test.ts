import { describe, expect, it } from 'vitest';
import type { Ports } from '../../../app/engine.ts';
import { probeSteps } from '../../../app/network/probe.ts';
import type { CallProblem, Endpoint, Network, NetworkSettings } from '../../../app/ports.ts';
import { fail, ok } from '../../../app/result.ts';
import { reveal, type Secret } from '../../../app/secret.ts';
import { settle } from '../../support/model-clock.ts';
import { ADA_FILES, ADA_KEY, startModel } from '../../support/model-engine.ts';

const PLANTED = 'planted-proxy-password';

const wantsPassword: CallProblem = {
  kind: 'proxy',
  proxy: 'proxy.corp:3128',
  cause: 'password',
  code: 'HTTP 407',
};

/** A network that lets everything pass, or stops at the connection. */
const networkOf = (broken: CallProblem | null = null) => {
  const seen: {
    readonly used: NetworkSettings[];
    readonly probed: Endpoint[];
    readonly passwords: (Secret | null)[];
  } = { used: [], probed: [], passwords: [] };
  const network: Network = {
    use: (settings) => {
      seen.used.push(settings);
    },
    probe: async (endpoint, done) => {
      seen.probed.push(endpoint);
      done('proxy', ok({ step: 'proxy', proxy: null, from: 'system' }));
      if (broken === null) done('answer', ok({ step: 'answer', status: 302 }));
      else done('connect', fail(broken));
    },
    keepPassword: async (password) => {
      seen.passwords.push(password);
      return ok(null);
    },
  };
  return { seen, ports: (ports: Ports): Ports => ({ ...ports, network }) };
};

const outcomes = (model: Awaited<ReturnType<typeof startModel>>): readonly string[] => {
  const { test } = model.snapshot().connection;
  return test.kind === 'none' ? [] : test.steps.map(({ kind, step }) => `${step} ${kind}`);
};

const test = async (
  model: Awaited<ReturnType<typeof startModel>>,
  profile: string | null = null,
): Promise<void> => {
  const target = profile === null ? null : ({ kind: 'role', profile } as const);
  model.engine.run({ kind: 'test-connection', target });
  await settle();
  await settle();
};

describe('a connection test (BO9)', () => {
  it('ends with a signed call of the identity and the clock, and starts nothing', async () => {
    const { seen, ports } = networkOf();
    const model = await startModel({ ports });
    await test(model);
    expect(outcomes(model)).toEqual([
      'endpoint passed',
      'proxy passed',
      'answer passed',
      'call passed',
      'clock passed',
    ]);
    expect(seen.probed).toMatchObject([{ url: 'https://sts.eu-central-1.amazonaws.com' }]);
    expect(model.aws.calls.filter(({ name }) => name === 'GetSessionToken')).toEqual([]);
  });

  it('stops at the step that fails, with its facts, and signs nothing', async () => {
    const { ports } = networkOf(wantsPassword);
    const model = await startModel({ ports });
    await test(model);
    expect(outcomes(model)).toEqual(['endpoint passed', 'proxy passed', 'connect failed']);
    expect(model.snapshot().connection.test).toMatchObject({
      kind: 'tested',
      steps: [{}, {}, { failure: { kind: 'proxy', cause: 'password', proxy: 'proxy.corp:3128' } }],
    });
    expect(model.journal.at(-1)).toEqual({
      kind: 'connection-tested',
      facts: {
        host: 'https://sts.eu-central-1.amazonaws.com',
        failed: 'connect',
        code: 'HTTP 407',
      },
    });
  });

  it("goes to a role's own endpoint", async () => {
    const { seen, ports } = networkOf();
    const config = `${ADA_FILES}\n[profile far]\nrole_arn = arn:aws-cn:iam::111122223333:role/far\nsource_profile = ada\nca_bundle = ~/corp.pem\n`;
    const model = await startModel({ ports, config });
    await test(model, 'far');
    expect(seen.probed).toEqual([
      {
        url: 'https://sts.cn-northwest-1.amazonaws.com.cn',
        region: 'cn-northwest-1',
        caBundle: '~/corp.pem',
      },
    ]);
  });

  it('fails at the endpoint when there is none, and touches no network', async () => {
    const { seen, ports } = networkOf();
    const config = ADA_FILES.replace('eu-central-1', 'eu-central');
    const model = await startModel({ ports, config });
    await test(model);
    expect(outcomes(model)).toEqual(['endpoint failed']);
    expect(seen.probed).toEqual([]);
  });

  it('works before there is any key', async () => {
    const { ports } = networkOf();
    const model = await startModel({ ports, config: '', credentials: '' });
    await test(model);
    expect(outcomes(model)).toEqual(['endpoint passed', 'proxy passed', 'answer passed']);
  });

  it('asked for twice runs once', async () => {
    const { seen, ports } = networkOf();
    const model = await startModel({ ports });
    model.engine.run({ kind: 'test-connection', target: null });
    await test(model);
    expect(seen.probed).toHaveLength(1);
  });

  it('has its steps in the order in which they are done', async () => {
    const { ports } = networkOf();
    const model = await startModel({ ports });
    await test(model);
    const { test: shown } = model.snapshot().connection;
    const order =
      shown.kind === 'none' ? [] : shown.steps.map(({ step }) => probeSteps.indexOf(step));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });
});

describe('the proxy password', () => {
  it('goes to the keychain and is nowhere to be seen', async () => {
    const { seen, ports } = networkOf();
    const model = await startModel({ ports, settings: { proxyUser: 'ada' } });
    model.engine.run({ kind: 'keep-proxy-password', password: PLANTED });
    await settle();
    expect(seen.passwords.map((one) => one && reveal(one))).toEqual([PLANTED]);
    expect(model.snapshot().connection.proxyPassword).toEqual({ kind: 'kept' });
    expect(JSON.stringify([model.snapshot(), model.journal])).not.toContain(PLANTED);
  });

  it('that is empty is taken away', async () => {
    const { seen, ports } = networkOf();
    const model = await startModel({ ports, settings: { proxyUser: 'ada' } });
    model.engine.run({ kind: 'keep-proxy-password', password: '' });
    await settle();
    expect(seen.passwords).toEqual([null]);
    expect(model.snapshot().connection.proxyPassword).toEqual({ kind: 'gone' });
  });

  it('of nobody is not kept', async () => {
    const { seen, ports } = networkOf();
    const model = await startModel({ ports });
    model.engine.run({ kind: 'keep-proxy-password', password: PLANTED });
    await settle();
    expect(seen.passwords).toEqual([]);
  });
});

const PLAIN = `
[profile ada]
region = eu-central-1
[profile dev]
role_arn = arn:aws:iam::111122223333:role/dev
source_profile = ada
`;

describe('a role that a proxy without its password keeps from starting', () => {
  const stuck = async () => {
    const { seen, ports } = networkOf();
    const model = await startModel({
      ports,
      config: PLAIN,
      credentials: ADA_KEY,
      settings: { proxyUser: 'ada' },
    });
    model.aws.answers.set('arn:aws:iam::111122223333:role/dev', [wantsPassword]);
    model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'dev' }] });
    await settle();
    await settle();
    return { model, seen };
  };

  it('waits for a person: a login is not tried over and over', async () => {
    const { model } = await stuck();
    expect(model.role('dev').trouble).toMatchObject({
      failure: { kind: 'proxy', cause: 'password' },
      retryAt: null,
    });
  });

  it('starts at once when the password is kept', async () => {
    const { model } = await stuck();
    model.engine.run({ kind: 'keep-proxy-password', password: PLANTED });
    await settle();
    await settle();
    expect(model.role('dev').phase.kind).toBe('fresh');
  });

  it('starts at once when another proxy is named, which the network hears of first', async () => {
    const { model, seen } = await stuck();
    model.engine.run({ kind: 'change-setting', key: 'proxy', value: 'none' });
    await settle();
    await settle();
    expect(seen.used.at(-1)).toMatchObject({ proxy: 'none' });
    expect(model.role('dev').phase.kind).toBe('fresh');
  });

  it('stays as it is when a setting changes that is not about the network', async () => {
    const { model } = await stuck();
    model.engine.run({ kind: 'change-setting', key: 'trayIcon', value: 'dark' });
    await settle();
    expect(model.role('dev').trouble).not.toBeNull();
  });
});

describe('a code that never arrived', () => {
  it('says why, and not that it may be spent', async () => {
    const model = await startModel();
    const host = 'sts.eu-central-1.amazonaws.com';
    model.aws.answers.set('GetSessionToken', [
      { kind: 'network', host, code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
    ]);
    await model.enterCode();
    expect(model.snapshot().ask).toMatchObject({
      failure: { kind: 'tls', host, cause: 'untrusted' },
    });
    expect(model.journal).toContainEqual({
      kind: 'refused',
      facts: expect.objectContaining({
        failure: 'tls',
        host,
        code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      }),
    });
  });
});

describe('a role with an endpoint that cannot be', () => {
  it('says so and sends nothing, and no code is spent on it (BO1)', async () => {
    const config = ADA_FILES.replace(
      '[profile ada]',
      '[profile ada]\nuse_fips_endpoint = true\nendpoint_url = https://sts.example.org',
    );
    const model = await startModel({ config });
    await model.enterCode();
    expect(model.aws.calls).toEqual([]);
    expect(model.snapshot().ask).toMatchObject({
      failure: { kind: 'endpoint', cause: { kind: 'url-and-way', way: 'fips' } },
      nextCodeAt: null,
    });
  });
});

describe('endpoints whose certificates are not checked', () => {
  it('stay in sight as long as settings.ini says so (BO9)', async () => {
    const url = 'https://sts.example.org:8443';
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        settings: {
          ...ports.settings,
          load: async () => ({ ...(await ports.settings.load()), uncheckedEndpoints: [url] }),
        },
      }),
    });
    expect(model.snapshot().problems).toContainEqual({ kind: 'unchecked-endpoint', url });
  });
});
