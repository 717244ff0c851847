import { CircleAlert, CircleCheck, CircleHelp, Info, TriangleAlert } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useEffect } from 'react';
import { bySeverity, type Check, type Verdict } from '../../app/doctor/check.ts';
import {
  checkWords,
  doctorWords as words,
  summaryWords,
  verdictWords,
} from '../../app/view/words.ts';
import type { PanelProps } from '../panels.tsx';
import { Button } from '../parts/Button.tsx';
import { PanelHead } from '../parts/PanelHead.tsx';
import { useSend } from '../state/outside.ts';

const icons: Readonly<Record<Verdict, LucideIcon>> = {
  ok: CircleCheck,
  note: Info,
  warning: TriangleAlert,
  problem: CircleAlert,
  unknown: CircleHelp,
};

const CheckLine = (props: { readonly check: Check; readonly onShow: PanelProps['onShow'] }) => {
  const { check } = props;
  const send = useSend();
  const { title, sentence, does, label, identity } = checkWords(check);
  const Icon = icons[check.verdict];
  const act = (): void => {
    switch (does) {
      case 'retry-vault':
        return send({ kind: 'retry-vault' });
      case 'open-config':
        return send({ kind: 'open-config-file' });
      case 'open-settings-file':
        return send({ kind: 'open-settings-file' });
      case 'show-network':
        return send({ kind: 'show-network' });
      case 'show-identity':
        return props.onShow('identity', identity ?? undefined);
      case 'show-found':
        return props.onShow('found');
      case 'show-profiles':
        return props.onShow('profiles');
      case null:
    }
  };
  return (
    <li className="check" data-verdict={check.verdict} data-check={check.found.check}>
      <Icon className="icon check-icon" aria-hidden="true" />
      <div className="check-body">
        <h2>
          {title} <span className="check-verdict">{verdictWords[check.verdict]}</span>
        </h2>
        <p>{sentence}</p>
      </div>
      {does !== null && (
        <button
          type="button"
          className="button"
          aria-label={`${label ?? ''}: ${title}`}
          onClick={act}
        >
          {label}
        </button>
      )}
    </li>
  );
};

/** What is wrong here, the worst first, and what to do about each. */
export const DoctorPanel = (props: PanelProps) => {
  const { doctor } = props.snapshot;
  const send = useSend();
  useEffect(() => send({ kind: 'examine' }), [send]);
  const checks = doctor.kind === 'none' ? [] : doctor.checks;
  const done = doctor.kind === 'done';
  return (
    <main className="settings doctor">
      <PanelHead title={words.title} onBack={props.onBack} />
      <div className="doctor-head">
        <output>{done ? summaryWords(checks) : words.examining}</output>
        <Button type="button" rests={!done} onPress={() => send({ kind: 'examine' })}>
          {words.examine}
        </Button>
      </div>
      <div className="scroll settings-scroll">
        <ul className="checks" aria-label={words.list} aria-busy={!done}>
          {bySeverity(checks).map((check, at) => (
            <CheckLine
              key={`${check.found.check} ${'region' in check.found ? check.found.region : at}`}
              check={check}
              onShow={props.onShow}
            />
          ))}
        </ul>
        {done && (
          <section>
            <p className="setting-help">{words.reportHelp}</p>
            <div className="identity-acts">
              <button
                type="button"
                className="button"
                onClick={() => send({ kind: 'copy-report' })}
              >
                {words.copyReport}
              </button>
              <output className="setting-help">{doctor.copied ? words.copied : ''}</output>
            </div>
          </section>
        )}
      </div>
    </main>
  );
};
