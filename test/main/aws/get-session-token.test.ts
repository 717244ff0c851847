import { describe, expect, it } from 'vitest';
import { createSts } from '../../../main/aws/sts.ts';
import { allow, keysOf, serialOf, start, user, worldWith } from '../../local-aws/support.ts';
import { createModelClock } from '../../support/model-clock.ts';
import { startModel } from '../../support/model-engine.ts';
import { ask, getSession, progressOf } from '../../support/operations.ts';
import { until } from '../../support/until.ts';
import { directly } from './aws-calls.ts';

/** The engine with the real STS adapter, on the local AWS. */
const engineOnAws = async () => {
  const aws = await start({ world: worldWith([user({ policies: [allow()] })], []) });
  const keys = keysOf(aws.world());
  const serial = serialOf(aws.world());
  const model = await startModel({
    clock: createModelClock(Date.now()),
    config: `[profile ada]\nregion = us-east-1\nendpoint_url = ${aws.url}\nmfa_serial = ${serial}\n`,
    credentials: `[ada]\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n`,
    ports: (ports) => ({ ...ports, sts: createSts(directly()) }),
  });
  const sent = () => aws.log().filter(({ action }) => action === 'GetSessionToken');
  const end = () =>
    until('its end', () => {
      const progress = progressOf(model, 'get-session-token');
      return progress.kind === 'running' ? undefined : progress;
    });
  return { aws, model, serial, sent, end };
};

describe('GetSessionToken as an operation, on the local AWS', () => {
  it('with serial and code is one request and lasts as long as asked (BO6)', async () => {
    const { aws, model, serial, sent, end } = await engineOnAws();
    const tokenCode = aws.freshCode(serial) ?? '';
    await ask(model, getSession({ serialNumber: serial, tokenCode, durationSeconds: 1800 }));
    expect(await end()).toMatchObject({ kind: 'done', outcome: { kind: 'held' } });
    expect(sent()).toHaveLength(1);
    const { life } = model.session('ada');
    expect(((life?.endsAt ?? 0) - (life?.obtainedAt ?? 0)) / 60_000).toBeCloseTo(30, 0);
  });

  it('is sent once when the connection breaks after AWS took the code (BO6)', async () => {
    const { aws, model, serial, sent, end } = await engineOnAws();
    aws.addFault({
      operation: 'sts:GetSessionToken',
      times: null,
      fault: { kind: 'reset-after' },
    });
    const tokenCode = aws.freshCode(serial) ?? '';
    await ask(model, getSession({ serialNumber: serial, tokenCode }));
    expect(await end()).toMatchObject({ kind: 'refused', failures: [{ kind: 'code-unsure' }] });
    expect(sent()).toHaveLength(1);
  });

  it('with a code that is wrong is refused with the code of AWS (ST13)', async () => {
    const { aws, model, serial, end } = await engineOnAws();
    const right = aws.freshCode(serial) ?? '';
    const tokenCode = right === '000000' ? '000001' : '000000';
    await ask(model, getSession({ serialNumber: serial, tokenCode }));
    expect(await end()).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'aws', code: 'AccessDenied', cause: 'code-refused' }],
    });
  });

  it('with arguments that STS would refuse sends nothing (SE3)', async () => {
    const { model, sent, end } = await engineOnAws();
    await ask(model, getSession({ durationSeconds: 60 }));
    expect(await end()).toMatchObject({ kind: 'refused', failures: [{ kind: 'argument' }] });
    expect(sent()).toEqual([]);
  });
});
