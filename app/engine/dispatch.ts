import type { Command } from '../contract.ts';
import { isFoundCommand } from '../contract-found.ts';
import { isNoticeCommand } from '../contract-notices.ts';
import { isGuardCommand } from '../contract-guard.ts';
import { isUpdateCommand } from '../contract-updates.ts';
import { isOperation } from '../contract-operations.ts';
import { isSettingsCommand } from '../contract-settings.ts';
import { defaultShell } from '../export/default-shell.ts';
import { assertNever } from '../result.ts';
import { secret } from '../secret.ts';
import { isLocked } from '../session/lock.ts';
import { requestsForCode } from '../session/progress.ts';
import type { AssertionReading } from './assertions.ts';
import type { Codes } from './codes.ts';
import type { Connection } from './connection.ts';
import type { Copying } from './copying.ts';
import type { Core } from './core.ts';
import type { Guarding } from './guarding.ts';
import type { FirstRun } from './first-run.ts';
import type { Devices } from './devices.ts';
import type { Doctor } from './doctor.ts';
import type { Halting } from './halting.ts';
import type { Identities } from './identities.ts';
import type { Lab } from './lab.ts';
import type { Marking } from './marking.ts';
import type { Noticing } from './noticing.ts';
import { mayWhileLocked } from './locked-commands.ts';
import { causeOf, type Locking } from './lock.ts';
import type { Operations } from './operations.ts';
import type { Rotations } from './rotations.ts';
import type { Preferences } from './preferences.ts';
import type { Serving } from './serving.ts';
import type { ShowingGrants } from './showing-grants.ts';
import type { ShowingLedger } from './showing-ledger.ts';
import type { SigningIn } from './signing-in.ts';
import type { Telling } from './telling.ts';
import type { Asker } from '../session/asker.ts';
import type { Wanting } from './wanting.ts';

/** Everything that does what commands ask for. */
export type Doers = {
  readonly assertions: AssertionReading;
  readonly codes: Codes;
  readonly connection: Connection;
  readonly copying: Copying;
  readonly firstRun: FirstRun;
  readonly devices: Devices;
  readonly doctor: Doctor;
  readonly guarding: Guarding;
  readonly halting: Halting;
  readonly identities: Identities;
  readonly lab: Lab;
  readonly marking: Marking;
  readonly noticing: Noticing;
  readonly locking: Locking;
  readonly operations: Operations;
  readonly preferences: Preferences;
  readonly rotations: Rotations;
  readonly serving: Serving;
  readonly showingLedger: ShowingLedger;
  readonly showingGrants: ShowingGrants;
  readonly signingIn: SigningIn;
  readonly telling: Telling;
  readonly wanting: Wanting;
  readonly readFiles: () => Promise<void>;
  /** Asks the keychain again, and goes on with what waited for it. */
  readonly retryVault: () => Promise<void>;
};

/** Hands each command to who does it: the one way in, for the window, the tray, helpers and timers. */
export const createDispatch = (
  { ports, store, time, look }: Core,
  doers: Doers,
): ((command: Command, from: Asker) => void) => {
  const { acts: deviceActs, ownCodes, wizard } = doers.devices;
  const { codes, connection, copying, halting, identities, marking, operations, wanting } = doers;
  /** Those who wait for the code that a person will not enter are told so. */
  const decline = (): void => {
    const waiting = [...requestsForCode(store.state(), time.now()).values()].flat();
    store.apply({ kind: 'decline', ids: waiting.map(({ id }) => id) });
  };

  return (command, from) => {
    ports.journal.write({ kind: 'command', facts: { command: command.kind } });
    if (isLocked(store.state()) && !mayWhileLocked(command, from)) return;
    if (isGuardCommand(command)) return doers.guarding.run(command, from);
    if (doers.guarding.holdsBack(command, from)) return undefined;
    marking.note(command, from);
    doers.noticing.note(command);
    if (isNoticeCommand(command)) return doers.noticing.run(command);
    if (isUpdateCommand(command)) return doers.noticing.updating.run(command);
    if (isOperation(command)) {
      // What was wanted since by itself leads nobody anywhere.
      wanting.lead('program');
      operations.run(command, from);
      return wanting.lead(from);
    }
    if (isFoundCommand(command)) return doers.firstRun.run(command);
    if (isSettingsCommand(command)) return doers.preferences.run(command);
    switch (command.kind) {
      case 'submit-code':
        return isLocked(store.state())
          ? void doers.locking.enter(command.identity, command.code)
          : void codes.submit(command.identity, command.code);
      case 'ask-code':
        return wanting.askFor(command.identity);
      case 'set-code-aside':
        decline();
        store.apply({ kind: 'ask', ask: { chosen: null, aside: true } });
        return look();
      case 'start':
        return wanting.want(command.targets, from);
      case 'start-set':
        return wanting.startSet(command.profiles, command.keepGoing, from);
      case 'renew':
        return wanting.renew(command.targets, from);
      case 'start-all':
        return wanting.wantAll(from);
      case 'request': {
        const { id, target, by } = command;
        store.apply({ kind: 'request', request: { id, target, by } });
        return wanting.want([target], 'program');
      }
      case 'withdraw':
        store.apply({ kind: 'withdraw', id: command.id });
        // What told of it is told no more, and whoever joined it without a word is told of.
        return look();
      case 'stop':
        return halting.halt(command.targets);
      case 'stop-all':
        return halting.haltAll();
      case 'copy-exports':
        copying.copy(
          command.target,
          {
            form: command.shell ?? defaultShell(store.state().settings, ports.host.shell),
            block: command.block ?? 'exports',
          },
          { from, shown: command.confirmed ?? [] },
        );
        // What was copied at once needs nobody, even if its renewal will.
        return store.state().copy.kind === 'pending'
          ? wanting.askIfNeeded([command.target])
          : undefined;
      case 'open-console':
        return void doers.signingIn.open(command, from);
      case 'open-endpoint':
        return void doers.serving.open(command.target, null, {
          from,
          shown: command.confirmed ?? [],
        });
      case 'close-endpoint':
        return doers.serving.closeAll(command.target);
      case 'copy-endpoint':
        return void doers.serving.copy(command.target, { from, shown: command.confirmed ?? [] });
      case 'open-key-form':
        store.apply({ kind: 'key-form', keyForm: { kind: 'open', failure: null } });
        return ports.desktop.openKeyForm();
      case 'close-key-form':
        store.apply({ kind: 'key-form', keyForm: { kind: 'closed' } });
        return ports.desktop.closeKeyForm();
      case 'add-identity':
        return void identities.add(command);
      case 'import-identity':
        return void identities.import(command.profile);
      case 'remove-identity':
        halting.halt([{ kind: 'session', identity: command.identity }]);
        return void doers.rotations.leave(command.identity).then((left) => {
          if (!left) return;
          void ownCodes.turnOff(command.identity);
          void identities.remove(command.identity);
        });
      case 'choose-device':
        return void identities.chooseDevice(command.identity, command.serial);
      case 'check-identity':
        return void identities.check(command.identity);
      case 'examine':
        return void doers.doctor.examine();
      case 'copy-report':
        return void doers.doctor.copyReport();
      case 'read-assertion':
        return void doers.assertions.read(command.from);
      case 'drop-assertion':
        return doers.assertions.drop();
      case 'read-keys':
        return void doers.rotations.read(command.identity);
      case 'rotate-key':
        return void doers.rotations.rotate(command, from);
      case 'continue-rotation':
        return void doers.rotations.goOn(command.identity, from);
      case 'roll-back-rotation':
        return void doers.rotations.rollBack(command.identity, from);
      case 'change-key':
        return void doers.rotations.changeKey(command, from);
      case 'test-connection':
        return void connection.test(command.target);
      case 'keep-proxy-password':
        return void connection.keepPassword(command.password);
      case 'reload-files':
        return void doers.readFiles();
      case 'retry-vault':
        return void doers.retryVault();
      case 'open-settings-file':
        return ports.desktop.openPath(ports.settings.path);
      case 'open-config-file':
        return ports.desktop.openPath(store.state().paths.config);
      case 'show-popover':
        return command.target === undefined ? wanting.go('roles') : wanting.goToRow(command.target);
      case 'show-panel':
        return wanting.go(command.panel, command.identity);
      case 'show-search':
        return wanting.go('search');
      case 'show-network':
        return wanting.go('network');
      case 'read-ledger':
        return void doers.showingLedger.read();
      case 'leave-ledger':
        return doers.showingLedger.leave();
      case 'look-at-grant':
        return void doers.showingGrants.look(command.target);
      case 'leave-grant':
        return doers.showingGrants.leave(command.target);
      case 'look-at-profiles':
        return store.apply({ kind: 'profiles-shown', shown: true });
      case 'leave-profiles':
        return store.apply({ kind: 'profiles-shown', shown: false });
      case 'lock':
        return void doers.locking.lock(command.cause ?? causeOf(from));
      case 'panic':
        return void doers.locking.panic();
      case 'unlock':
        return doers.locking.open();
      case 'another-device':
        return void doers.devices.another.find(command.identity);
      case 'copy-revocation':
        return void doers.locking.copyRevocation();
      case 'lab-prepare':
        return void doers.lab.prepare(command.identity);
      case 'lab-up':
        return void doers.lab.up(command.url);
      case 'lab-leave':
        return doers.lab.leave();
      case 'lab-look':
        return void doers.lab.look(command.identity);
      case 'lab-down':
        return void doers.lab.down(command.identity, command.all);
      case 'explain':
        return void doers.telling.show(command.text);
      case 'forget-explained':
        return doers.telling.forget();
      case 'hide-popover':
        return ports.desktop.hidePopover();
      case 'add-device':
        return void wizard.open(command.identity);
      case 'name-device':
        return void wizard.name(command.name, command.replace);
      case 'enable-device':
        return void wizard.enable(command.first, command.second);
      case 'prove-device':
        return void wizard.prove(command.code);
      case 'copy-device-seed':
        return void wizard.copySeed();
      case 'leave-device-wizard':
        return void wizard.leave();
      case 'keep-seed':
        return void ownCodes.keepSeed(command.identity, secret(command.seed));
      case 'keep-made-seed':
        return void ownCodes.keepMade();
      case 'use-code-command':
        return void ownCodes.useCommand(command.identity, command.command);
      case 'type-codes':
        return void ownCodes.turnOff(command.identity);
      case 'resync-device':
        return void deviceActs.resync(command, command.first, command.second);
      case 'deactivate-device':
        return void deviceActs.deactivate(command);
      case 'delete-device':
        return void deviceActs.delete(command);
      case 'remove-left-device':
        return void deviceActs.removeLeft(command);
      case 'mark':
        return marking.favourite(command.target, command.favourite);
      case 'tag':
        return marking.tag(command.target, command.tags);
      case 'group-roles':
        return marking.group(command.by);
      case 'quit':
        return ports.desktop.quit();
      default:
        return assertNever(command);
    }
  };
};
