import type { Command } from '../contract.ts';
import type { GrantRef, Instant } from '../model.ts';
import type { Progress } from '../session/progress.ts';
import type { AppState } from '../session/state.ts';
import type { Status } from '../view/status.ts';
import type { TrayView } from '../view/tray.ts';
import type { WindowSnapshot } from '../view/window.ts';
import type { Handing } from './handing.ts';
import type { DeviceWizardDoer } from './device-wizard.ts';
import type { Lab } from './lab.ts';
import type { Serving } from './serving.ts';
import type { SigningIn } from './signing-in.ts';
import type { Telling } from './telling.ts';
import type { Asker } from '../session/asker.ts';

/** The engine, as main and its servers see it. */
export type Engine = {
  /** Reads files, keychain and sealed copies, then begins to renew. Resolves when the first picture is whole. */
  start(): Promise<void>;
  /** The one way in. Never throws; its outcome is in the next snapshot. Only a person's command shows a window. */
  run(command: Command, from?: Asker): void;
  /** How far a grant has come, for a program that waits for it; null: a person declined, or stopped the grant. */
  progress(request: { readonly id: string; readonly target: GrantRef }): Progress | null;
  /** Valid credentials for a program, with a line in the ledger (ST4). */
  handOver: Handing['toProgram'];
  /** The ledger's line for a program that got nothing. */
  refuse: Handing['refuse'];
  /** A URL that signs in to the console, for whoever asked (EX2): theirs to keep secret, for the 15 minutes it lives. */
  readonly signIn: SigningIn['signIn'];
  /** Whether the console would take a grant at all, before anybody is asked for a code. */
  readonly canSignIn: SigningIn['canSignIn'];
  /** The same command as for `run`, for whoever waits to hear what became of it. */
  readonly openConsole: SigningIn['open'];
  /** What an error text means, for whoever asked (BO7). */
  readonly explain: Telling['explain'];
  /** Container endpoints for programs that set them for others, such as `exec --endpoint`. */
  readonly serving: Pick<Serving, 'open' | 'close'>;
  /** The URL that signs in to the console as the trial's role, once, if it was asked for (EX2). */
  readonly takeTrialUrl: Lab['takeUrl'];
  /** The seed of the device that the open wizard makes, for its window alone (EX4). */
  readonly deviceSeed: DeviceWizardDoer['seed'];
  snapshot(): WindowSnapshot;
  /** The snapshot's, without making one: it counts up with whatever there is to show. */
  revision(): number;
  tray(): TrayView;
  /** The one state, of which nothing is secret, and STS's time it is read by. */
  state(): AppState;
  now(): Instant;
  /** The same for a program: plain JSON, without a secret (`status --json`). */
  status(): Status;
  /** The settings in force; nothing else is reckoned for them. */
  settings(): WindowSnapshot['settings']['values'];
  /** Calls back when window or tray have something new to show. */
  subscribe(listener: () => void): () => void;
  /** The computer woke or was unlocked: everything is looked at again. */
  wake(why: 'resume' | 'unlock'): void;
  /** Ends timers and watchers, empties our clipboard, and seals what is held. */
  stop(): Promise<void>;
};
