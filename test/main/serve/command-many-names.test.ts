import { expect, it, onTestFinished } from 'vitest';
import { startAgentStage, type AgentStage } from '../../support/agent-stage.ts';
import { ADA_FILES } from '../../support/model-engine.ts';

// Node takes more than ten listeners on one signal for a leak, unless it is told better.
const names = Array.from({ length: 12 }, (_, at) => `team-${at}`);

const roles = names.map(
  (name) =>
    `[profile ${name}]\nrole_arn = arn:aws:iam::111122223333:role/${name}\nsource_profile = ada\n`,
);

/** What Node warns of while a test runs. */
const warnings = (): readonly string[] => {
  const heard: string[] = [];
  const hear = ({ name }: Error): number => heard.push(name);
  process.on('warning', hear);
  onTestFinished(() => void process.off('warning', hear));
  return heard;
};

const stage = async (): Promise<AgentStage> => {
  const one = await startAgentStage({ config: `${ADA_FILES}\n${roles.join('')}` });
  onTestFinished(() => one.stop());
  return one;
};

it.each(['start', 'export'])(
  '%s waits for a dozen names, and Node warns of no leak',
  async (word) => {
    const heard = warnings();
    const { run, waiting, model } = await stage();
    const ran = run([word, ...names]);
    await waiting(names.length);
    await model.enterCode();
    expect(await ran).toMatchObject({ code: 0 });
    expect(heard).not.toContain('MaxListenersExceededWarning');
  },
);
