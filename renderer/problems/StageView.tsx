import type { Phase } from '../../app/view/window.ts';
import { detailWords, labels, stageWords } from '../../app/view/words.ts';
import { useSend } from '../state/outside.ts';
import { Drawn } from './Drawn.tsx';
import type { DrawnState } from './stage.ts';

const off: Phase = { kind: 'off' };
const failed: Phase = { kind: 'failed' };

/** Loading, empty, no keychain, broken file, no roles: each its own picture, sentence and button. */
export const StageView = (props: { readonly state: DrawnState }) => {
  const { state } = props;
  const send = useSend();
  switch (state.kind) {
    case 'loading':
      return (
        <Drawn
          state="loading"
          phase={{ kind: 'starting' }}
          {...stageWords.loading}
          quiet
          onPress={() => send({ kind: 'reload-files' })}
        />
      );
    case 'no-keychain':
      return (
        <Drawn
          state="no-keychain"
          phase={failed}
          title={stageWords.emptyNoKeychain.title}
          label={stageWords.emptyNoKeychain.label}
          sentence={stageWords.emptyNoKeychain.of(state.problem.backend)}
          detail={{ summary: labels.whatAwsSaid, text: detailWords(state.problem.detail) }}
          onPress={() => send({ kind: 'retry-vault' })}
        />
      );
    case 'broken-file':
      return (
        <Drawn
          state="broken-file"
          phase={failed}
          title={stageWords.emptyBrokenFile.title}
          label={stageWords.emptyBrokenFile.label}
          sentence={stageWords.emptyBrokenFile.of(state.problem.path)}
          detail={{ summary: labels.whatAwsSaid, text: detailWords(state.problem.detail) }}
          onPress={() => send({ kind: 'open-config-file' })}
        />
      );
    case 'empty':
      return (
        <Drawn
          state="empty"
          phase={off}
          {...stageWords.empty}
          onPress={() => send({ kind: 'open-key-form' })}
        />
      );
    case 'no-roles':
      return (
        <Drawn
          state="no-roles"
          phase={off}
          {...stageWords.noRoles}
          quiet
          onPress={() => send({ kind: 'open-config-file' })}
        />
      );
  }
};
