import type { Failure } from '../../failure.ts';
import type { LabStage, LabThing, Trial } from '../../lab/trial.ts';
import { assertNever } from '../../result.ts';
import type { LabWork } from '../../session/lab.ts';
import type { LabView } from '../lab-view.ts';
import { accountWords } from './row.ts';
import { spoken, t } from './say.ts';

/** The trial (EX4), in the window and the terminal. */
export const labWords = spoken({
  title: 'Trial',
  about:
    'Makes a user, a virtual MFA device and a role in your own AWS account, walks through being refused, giving a code and being granted, and removes all of it again. It costs nothing and touches nothing that is there.',
  needs:
    'The key needs permission to make and remove users, access keys, MFA devices and roles under the path /fobwatch-lab/.',
  open: 'Try it',
  identity: 'Made with the key of',
  nobody: 'No identity yet: add the access key of an IAM user first.',
  prepare: 'Show what is made',
  make: 'Make it',
  leave: 'Not now',
  down: 'Remove it all',
  downAll: 'Remove these as well',
  reallyDownAll: 'Remove what others made',
  keep: 'Keep it',
  look: 'Look what is there',
  again: 'Start anew',
  willMake: 'This will be made, and nothing else:',
  walks: 'Made, then walked through',
  isThere: 'A trial is there.',
  nothing: 'Nothing of a trial is there.',
  others: 'Of other trials in this account, which this computer did not make:',
  left: 'Still there:',
  found: 'There now:',
  done: 'done',
  now: 'now',
  later: 'later',
} as const);

const stageNames = spoken({
  user: 'a user',
  'user-policy': 'its policy: assume the role, and nothing else',
  key: 'its access key',
  device: 'a virtual MFA device',
  enabled: 'the device enabled with two codes',
  role: 'a role that needs MFA',
  'role-policy': 'its policy: read the names of buckets',
  'key-works': 'the key works everywhere',
  refused: 'refused without a code, as it must be',
  granted: 'granted with a code',
  used: 'the role’s credentials did what the role may do',
  console: 'a sign-in to the console is ready',
} as const satisfies Record<LabStage, string>);

export const stageName = (stage: LabStage): string => stageNames[stage];

const thingNames = spoken({
  user: 'user',
  key: 'access key',
  device: 'virtual MFA device',
  role: 'role',
  policy: 'policy',
} as const satisfies Record<LabThing['kind'], string>);

export const thingKindWords = (kind: LabThing['kind']): string => thingNames[kind];

const ownerWords = ({ kind, name }: NonNullable<LabThing['of']>): string =>
  kind === 'user' ? t`of user ${name}` : t`of role ${name}`;

/** Its name, and what it belongs to. */
export const thingNameWords = ({ name, of }: LabThing): string =>
  [name, of === null ? null : ownerWords(of)].filter((part) => part !== null).join(' ');

export const thingWords = (thing: LabThing): string =>
  `${thingNames[thing.kind]} ${thingNameWords(thing)}`;

export const labMadeIn = ({ account, identity }: Pick<Trial, 'account' | 'identity'>): string =>
  t`In account ${accountWords(account)}, with the key of ${identity}.`;

/** The one thing nobody else can remove. */
export const reminderWords = (name: string): string =>
  t`If you added ${name} to an authenticator, delete its entry there.`;

const during = spoken({
  up: 'The trial stopped',
  down: 'Not everything was removed',
  look: 'AWS could not be asked',
} as const);

/** What came before the failure itself. */
export const labFailedWords = (work: Extract<LabWork, { kind: 'failed' }>): string =>
  work.at === null
    ? `${during[work.during]}.`
    : t`${during[work.during]} at: ${stageName(work.at)}. What was made so far is removed by “${labWords.down}” or fobwatch lab down.`;

/** Where the trial stands, in one sentence; empty: nothing is to be said. */
export const labSaid = ({ work, there, stages }: LabView): string => {
  switch (work.kind) {
    case 'preparing':
    case 'looking':
      return t`Asking AWS…`;
    case 'making': {
      const now = stages.findIndex(({ is }) => is === 'now');
      const stage = stages[now];
      return stage === undefined
        ? ''
        : t`Step ${now + 1} of ${stages.length}: ${stageName(stage.stage)}${stage.stage === 'granted' ? t`; it waits for the next code, 30 s at most` : ''}`;
    }
    case 'made':
      return t`All done. The trial ${work.trial.name} is there until you remove it.`;
    case 'removing':
      return t`Removing it all, and looking until nothing is left…`;
    case 'removed':
      return t`Looked once more: nothing of the trial is left.`;
    case 'looked':
      return work.found.length === 0 ? labWords.nothing : labWords.isThere;
    case 'idle':
    case 'prepared':
      return there === null ? '' : t`The trial ${there} is there.`;
    case 'failed':
      return labFailedWords(work);
    default:
      return assertNever(work);
  }
};

export const labFailureWords = (failure: Extract<Failure, { kind: 'lab' }>): string => {
  switch (failure.cause) {
    case 'there-already':
      return t`A trial is there already; remove it first with fobwatch lab down, or in the window.`;
    case 'not-seen':
      return t`AWS does not show what was made within three minutes; remove the trial, then try again.`;
    case 'not-refused':
      return t`AWS gave the role without a code, although it needs MFA; remove the trial and look at the account’s own rules.`;
    case 'not-gone':
      return t`AWS still lists something of the trial after five minutes; run fobwatch lab down again later.`;
    case 'other-account':
      return t`The trial was made in another AWS account than that of this key; add the key it was made with again, then remove it.`;
    default:
      return assertNever(failure.cause);
  }
};

const listed = (things: readonly LabThing[]): string =>
  things.map((thing) => `  ${thingWords(thing)}\n`).join('');

/** What is made, before it is, at the terminal. */
export const labListWords = (trial: Trial, things: readonly LabThing[]): string =>
  `${labWords.willMake}\n${listed(things)}${labMadeIn(trial)}\n`;

export const labQuestion = (): string => t`Make it? Type yes: `;
export const labAllQuestion = (): string =>
  t`Remove all of these, also what others made? Type yes: `;
export const labNotMade = (): string => t`Nothing was made.`;
export const labNotRemoved = (): string => t`Nothing was removed.`;
export const labNeedsYes = (): string => t`Nobody can be asked here; add --yes to go ahead.`;

export const labMadeWords = (trial: Trial, stages: readonly LabStage[]): string =>
  t`${stages.map((stage) => `  ${stageName(stage)}\n`).join('')}The trial ${trial.name} is there; fobwatch lab down removes all of it.\n`;

export const labLookedWords = (found: readonly LabThing[], others: readonly LabThing[]): string =>
  (found.length === 0 ? `${labWords.nothing}\n` : `${labWords.isThere}\n${listed(found)}`) +
  labOthersWords(others);

export const labOthersWords = (others: readonly LabThing[]): string =>
  others.length === 0
    ? ''
    : t`${labWords.others}\n${listed(others)}fobwatch lab down --all removes them as well.\n`;

export const labRemovedWords = (name: string | null, others: readonly LabThing[]): string =>
  t`Looked once more: nothing of the trial is left.\n${name === null ? '' : `${reminderWords(name)}\n`}${labOthersWords(others)}`;
