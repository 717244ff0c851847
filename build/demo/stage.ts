import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { awsFilesFor } from '../../test/local-aws/aws-files.ts';
import type { AwsFiles } from '../../test/local-aws/aws-files.ts';
import { demoWorld } from '../../test/local-aws/demo-world.ts';
import { createLocalAws } from '../../test/local-aws/server.ts';
import type { LocalAws } from '../../test/local-aws/server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where pictures of the demo go. */
export const pictures = join(root, 'dist', 'demo');

/** The demo's person, as the demo world names her and her device. */
export const person = { name: 'ada', device: 'arn:aws:iam::111122223333:mfa/ada' };

/** Data folder and keychain items go by the app's name. */
export const appName = 'Fobwatch Demo';

/** Where the app puts its command on Linux, for a person with this home. */
export const commandOf = (home: string): string =>
  join(home, '.config', appName, 'bin', 'fobwatch');

export type Stage = {
  readonly aws: LocalAws;
  readonly files: AwsFiles;
  /** What `electron` is told to run: the built app under a name of its own. */
  readonly appFolder: string;
  /** The six digits that the person's authenticator shows now. */
  code(): string;
};

/**
 * The built app as "Fobwatch Demo": with its own data folder and keychain service it cannot touch
 * what the person keeps in the daily one.
 */
const demoApp = (): string => {
  const folder = join(root, 'dist', 'demo-app');
  mkdirSync(folder, { recursive: true });
  const manifest = {
    name: 'fobwatch-demo',
    productName: appName,
    version: '0.1.0',
    type: 'module',
    main: '../app/main.mjs',
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
};

/** Starts the local AWS with the demo user and makes the files that point at it. */
export const setStage = async (): Promise<Stage> => {
  const world = demoWorld();
  const aws = await createLocalAws({ world });
  return {
    aws,
    files: awsFilesFor(world, aws.url),
    appFolder: demoApp(),
    code: () => {
      const code = aws.codeFor(person.device);
      if (code === undefined) throw new Error(`the local AWS knows no device ${person.device}`);
      return code;
    },
  };
};

const began = performance.now();

/** Prints a step of the demo with the seconds since its start. */
export const say = (line: string): void => {
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6);
  process.stdout.write(`${seconds} s  ${line}\n`);
};
