import { useEffect, useId, useState } from 'react';
import type { DevicesView } from '../../app/view/device-view.ts';
import type { WindowSnapshot } from '../../app/view/window.ts';
import { nextCodeWords, ownCodesWords, wizardWords } from '../../app/view/words.ts';
import { Button } from '../parts/Button.tsx';
import { FocusOnce } from '../parts/FocusOnce.tsx';
import { useExactTick, useSend } from '../state/outside.ts';
import { DigitsField } from './DigitsField.tsx';
import { FailureLine } from './FailureLine.tsx';
import { SeedView } from './SeedView.tsx';
import { TwoCodes } from './TwoCodes.tsx';

type Open = Extract<DevicesView['wizard'], { readonly kind: 'open' }>;
type Step<K extends Open['step']['kind']> = Extract<Open['step'], { readonly kind: K }>;

const CloseButton = (props: { readonly label: string; readonly main?: boolean }) => {
  const send = useSend();
  return (
    <button
      type="button"
      className={props.main === true ? 'button button-strong' : 'button'}
      data-focus={props.main === true ? 'main' : undefined}
      onClick={() => send({ kind: 'leave-device-wizard' })}
    >
      {props.label}
    </button>
  );
};

const Barred = (props: { readonly wizard: Open }) => {
  const { failure, identity } = props.wizard;
  const send = useSend();
  const inFile = failure?.kind === 'device' && failure.cause.kind === 'key-in-file';
  return (
    <>
      {failure !== null && (
        <FailureLine failure={failure}>
          {inFile && (
            <button
              type="button"
              className="button"
              onClick={() => {
                send({ kind: 'import-identity', profile: identity });
                send({ kind: 'leave-device-wizard' });
              }}
            >
              {wizardWords.importKey}
            </button>
          )}
        </FailureLine>
      )}
      <div className="form-acts">
        <CloseButton label={wizardWords.close} main />
      </div>
    </>
  );
};

const Naming = (props: { readonly wizard: Open; readonly step: Step<'naming'> }) => {
  const { step } = props;
  const { failure } = props.wizard;
  const send = useSend();
  const id = useId();
  const [name, setName] = useState(step.name);
  const mayReplace =
    failure?.kind === 'device' &&
    failure.cause.kind === 'device-name-taken' &&
    failure.cause.unassigned &&
    failure.cause.name === name;
  const make = (replace: boolean): void => send({ kind: 'name-device', name, replace });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make(false);
      }}
    >
      <div className="form-field">
        <label htmlFor={id}>{wizardWords.name}</label>
        <input
          id={id}
          data-focus="code"
          className="field"
          type="text"
          maxLength={256}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={`${id}-help`}
          aria-invalid={failure !== null}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <p id={`${id}-help`} className="setting-help">
          {wizardWords.nameHelp}
        </p>
      </div>
      {failure !== null && (
        <FailureLine failure={failure}>
          {mayReplace && (
            <button type="button" className="button" onClick={() => make(true)}>
              {wizardWords.replace}
            </button>
          )}
        </FailureLine>
      )}
      <div className="form-acts">
        <CloseButton label={wizardWords.leave} />
        <Button type="submit" look="strong" rests={step.busy}>
          {step.busy ? wizardWords.making : wizardWords.make}
        </Button>
      </div>
    </form>
  );
};

const Scanning = (props: { readonly wizard: Open; readonly step: Step<'scanning'> }) => {
  const { wizard, step } = props;
  const send = useSend();
  return (
    <>
      <h2>{wizardWords.scan}</h2>
      <SeedView key={step.serial} copied={wizard.seedCopied} />
      <h2>{wizardWords.codes}</h2>
      <TwoCodes
        failure={wizard.failure}
        nextCodeAt={wizard.nextCodeAt}
        busy={step.busy}
        send={{ label: wizardWords.enable, busy: wizardWords.enabling }}
        cancel={{
          label: wizardWords.leave,
          onPress: () => send({ kind: 'leave-device-wizard' }),
        }}
        onSend={(first, second) => send({ kind: 'enable-device', first, second })}
      />
      <p className="setting-help">{wizardWords.leaveNote}</p>
    </>
  );
};

const Proving = (props: { readonly wizard: Open; readonly step: Step<'proving'> }) => {
  const { step } = props;
  const { failure, nextCodeAt } = props.wizard;
  const send = useSend();
  const [digits, setDigits] = useState('');
  const wait = useExactTick(nextCodeAt ?? 0, (now) => nextCodeWords(nextCodeAt, now));
  const learning = failure?.kind === 'device' && failure.cause.kind === 'learning';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (step.busy || wait !== null) return;
        send({ kind: 'prove-device', code: digits });
        setDigits('');
      }}
    >
      <p aria-live="polite">
        {wizardWords.enabled} {wizardWords.proof}
      </p>
      <DigitsField label={wizardWords.code} digits={digits} onDigits={setDigits} first />
      <div aria-live="polite">
        {failure !== null && !step.busy && <FailureLine failure={failure} />}
        {wait !== null && !step.busy && !learning && <p className="setting-help">{wait}</p>}
      </div>
      <div className="form-acts">
        <CloseButton label={wizardWords.later} />
        <Button type="submit" look="strong" rests={step.busy}>
          {step.busy ? wizardWords.proving : wizardWords.prove}
        </Button>
      </div>
    </form>
  );
};

/** The end; the seed, which is gone with the window, is offered to the keychain once. */
const Done = (props: {
  readonly wizard: Open;
  readonly step: Step<'done'>;
  readonly devices: DevicesView;
}) => {
  const { devices } = props;
  const { identity } = props.wizard;
  const send = useSend();
  const kept = devices.sources.some((one) => one.identity === identity);
  const failed = devices.sourceFailure?.identity === identity ? devices.sourceFailure : null;
  return (
    <>
      <p aria-live="polite">{wizardWords.done(props.step.serial)}</p>
      <h2>{ownCodesWords.title}</h2>
      <p aria-live="polite">{kept ? ownCodesWords.bySeed : ownCodesWords.warning}</p>
      {failed !== null && <FailureLine failure={failed.failure} />}
      <div className="form-acts">
        {!kept && (
          <button type="button" className="button" onClick={() => send({ kind: 'keep-made-seed' })}>
            {ownCodesWords.keepMade}
          </button>
        )}
        <CloseButton label={wizardWords.close} main />
      </div>
      {/* The button that was pressed goes. */}
      <FocusOnce key={kept ? 'kept' : 'offered'} />
    </>
  );
};

const StepView = (props: { readonly wizard: Open; readonly devices: DevicesView }) => {
  const { wizard } = props;
  const { step } = wizard;
  switch (step.kind) {
    case 'beginning':
      return (
        <>
          <p aria-live="polite">{wizardWords.beginning}</p>
          <div className="form-acts">
            <CloseButton label={wizardWords.leave} main />
          </div>
        </>
      );
    case 'barred':
      return <Barred wizard={wizard} />;
    case 'naming':
      return <Naming wizard={wizard} step={step} />;
    case 'scanning':
      return <Scanning wizard={wizard} step={step} />;
    case 'proving':
      return <Proving wizard={wizard} step={step} />;
    case 'done':
      return <Done wizard={wizard} step={step} devices={props.devices} />;
  }
};

/** A new virtual MFA device, step by step (EX4); it can be left at any of them. */
export const DeviceWizard = (props: { readonly snapshot: WindowSnapshot }) => {
  const { wizard } = props.snapshot.devices;
  const send = useSend();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.isComposing) return;
      if (event.key === 'Escape') send({ kind: 'leave-device-wizard' });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [send]);
  if (wizard.kind === 'closed') return null;
  return (
    <main className="window key-form device-wizard" data-step={wizard.step.kind}>
      <h1>{wizardWords.title}</h1>
      <p className="quiet">{wizardWords.of(wizard.identity)}</p>
      <StepView wizard={wizard} devices={props.snapshot.devices} />
      <FocusOnce key={wizard.step.kind} />
    </main>
  );
};
