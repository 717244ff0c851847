import type { Command } from '../contract.ts';
import type { Confirmation, GuardCommand } from '../contract-guard.ts';
import type { Failure } from '../failure.ts';
import { confirms, isSameQuestion, judge, stillMeans, whoIs, type Leaving } from '../guard/gate.ts';
import { markedOf, productionRule } from '../guard/production.ts';
import { parseRules, rulesMarked, rulesText } from '../guard/rules.ts';
import { wayOutOf, withShown } from '../guard/ways-out.ts';
import { grantId, type GrantRef } from '../model.ts';
import { assertNever, fail, ok, type Result } from '../result.ts';
import { answerFor } from '../session/guard.ts';
import type { ProductionAsk } from '../session/guard-state.ts';
import { standsFor } from '../session/state.ts';
import type { Requester } from '../session/requests.ts';
import type { Core } from './core.ts';
import { isPerson, type Asker } from '../session/asker.ts';
import type { Wanting } from './wanting.ts';

/** Where credentials pass on their way out. */
export type Gate = {
  /** Whether these may leave; nothing is used up by asking. */
  may(leaving: Leaving, shown: readonly Confirmation[]): Result<null, Failure>;
  /** The same, and a yes that was meant once is used up by it. */
  pass(leaving: Leaving, shown: readonly Confirmation[]): Result<null, Failure>;
};

/** The gate of production, as `guard/gate` decides. */
export const createGate = ({ store, time }: Core): Gate => {
  const hold = (target: GrantRef, who: string): void =>
    store.apply({
      kind: 'production-held',
      answer: answerFor(store.state(), target, who, time.now()),
    });
  const closed = ({ target }: Leaving): Result<null, Failure> =>
    fail({ kind: 'unconfirmed', target });
  return {
    may: (leaving, shown) =>
      judge(store.state(), leaving, shown, time.now()).kind === 'open' ? ok(null) : closed(leaving),
    pass: (leaving, shown) => {
      const verdict = judge(store.state(), leaving, shown, time.now());
      if (verdict.kind === 'closed') return closed(leaving);
      if (verdict.lasts === 'session') hold(leaving.target, leaving.who);
      if (verdict.ask !== null) store.apply({ kind: 'production-let-go', ids: [verdict.ask] });
      return ok(null);
    },
  };
};

/** What is brought up to date with credentials, once it was let out: an endpoint, a section of a file. */
export type Consumer = {
  readonly target: GrantRef;
  readonly how: 'endpoint' | 'write';
  readonly who: string;
  /** Its file and profile; null: it has none. */
  readonly to: string | null;
  /** Who fetches; null: nobody, it is Fobwatch that writes. */
  readonly by: Requester | null;
};

export type Guarding = {
  /** Whether a person's command has to wait for their confirmation: then they are led to it, and it runs after. */
  holdsBack(command: Command, from: Asker): boolean;
  run(command: GuardCommand, from: Asker): void;
  /** What was let out with a confirmation is kept up to date until the session ends. */
  keep(consumer: Pick<Consumer, 'target' | 'who'>): void;
  /** The session has ended since: a person is asked once whether it goes on. `refused` is called on a no. */
  askAgain(consumer: Consumer, refused: () => void): void;
};

type Parked = { readonly command: Command; readonly from: Asker };

/** Asks people whether credentials of production may leave, and does what they said. */
export const createGuarding = (
  { ports, store, time, look }: Core,
  wanting: Pick<Wanting, 'go'>,
  run: (command: Command, from: Asker) => void,
): Guarding => {
  let count = 0;
  const parked = new Map<string, Parked>();
  /** By question: what becomes of a consumer when a person says no. */
  const refusals = new Map<string, () => void>();

  const ask = (question: Omit<ProductionAsk, 'standsFor' | 'at' | 'answer'>): void => {
    const meant = standsFor(store.state(), question.target);
    store.apply({
      kind: 'production-asked',
      ask: { ...question, standsFor: meant, at: time.now(), answer: null },
    });
    // A notice of it may fall due.
    look();
  };

  const letGo = (ids: readonly string[]): void => {
    for (const id of ids) {
      parked.delete(id);
      refusals.delete(id);
    }
    store.apply({ kind: 'production-let-go', ids });
  };

  const keep: Guarding['keep'] = ({ target, who }) => {
    if (productionRule(store.state(), target) === null) return;
    const answer = answerFor(store.state(), target, who, time.now());
    store.apply({ kind: 'production-held', answer });
  };

  /** All that are open and to a person the same. */
  const sameAs = (one: ProductionAsk): readonly string[] =>
    [...store.state().guard.asks.values()]
      .filter((other) => other.answer === null && isSameQuestion(other, one))
      .map(({ id }) => id);

  const noted = (of: ProductionAsk, answer: 'yes' | 'no' | 'not confirmed'): void =>
    ports.journal.write({
      kind: 'production',
      facts: { target: grantId(of.target), how: of.how, answer },
    });

  const refuse = (of: ProductionAsk): void => {
    const ids = sameAs(of);
    noted(of, 'no');
    store.apply({ kind: 'production-answered', ids, answer: { yes: false } });
    for (const id of ids) {
      refusals.get(id)?.();
      if (parked.has(id) || refusals.has(id)) letGo([id]);
    }
    look();
  };

  const accept = (of: ProductionAsk, lasts: 'once' | 'session'): void => {
    const ids = sameAs(of);
    noted(of, 'yes');
    store.apply({ kind: 'production-answered', ids, answer: { yes: true, lasts } });
    const isConsumer = refusals.has(of.id);
    if (lasts === 'session' || isConsumer) keep(of);
    if (isConsumer) letGo(ids);
    const waiting = parked.get(of.id);
    parked.delete(of.id);
    if (waiting !== undefined)
      run(withShown(waiting.command, [{ how: 'asked', ask: of.id }]), waiting.from);
    look();
  };

  const mark = (target: GrantRef, production: boolean): void => {
    const state = store.state();
    const rules = parseRules(state.settings.productionRules);
    const [about] = markedOf(state, target);
    if (!rules.ok || about === undefined) return;
    const value = rulesText(rulesMarked(rules.value, about, production));
    run({ kind: 'change-setting', key: 'productionRules', value }, 'person');
  };

  return {
    keep,
    holdsBack: (command, from) => {
      // A program has asked before, and gets nothing without an answer.
      if (!isPerson(from)) return false;
      const way = wayOutOf(command);
      if (way === null) return false;
      const state = store.state();
      const who = whoIs(from);
      const target = way.targets.find(
        (one) =>
          judge(state, { target: one, how: way.how, who }, way.shown, time.now()).kind === 'closed',
      );
      if (target === undefined) return false;
      // One thing at a time: what was asked for before gives way.
      letGo([...parked.keys()]);
      count += 1;
      const id = `own ${count}`;
      parked.set(id, { command, from });
      ask({ id, target, how: way.how, who, to: null, by: null });
      wanting.go('confirm');
      return true;
    },
    askAgain: (consumer, refused) => {
      const { target, how, who, to, by } = consumer;
      if ([...store.state().guard.asks.values()].some((one) => one.who === who)) return;
      count += 1;
      const id = `kept ${count}`;
      refusals.set(id, refused);
      ask({ id, target, how, who, to, by: by && { ...by, folder: null } });
    },
    run: (command, from) => {
      switch (command.kind) {
        case 'ask-production': {
          const { id, target, how, by, folder } = command;
          return ask({ id, target, how, who: whoIs(by), to: null, by: { ...by, folder } });
        }
        case 'withdraw-production':
          letGo([command.id]);
          // What told of it is told no more.
          return look();
        case 'answer-production': {
          const question = store.state().guard.asks.get(command.id);
          // Only the person who is asked can answer.
          if (question === undefined || question.answer !== null || from !== 'person') return;
          const { deed } = command;
          if (deed === null) return refuse(question);
          if (!confirms(deed, question.target)) return noted(question, 'not confirmed');
          if (stillMeans(store.state(), question)) return accept(question, deed.lasts);
          // The files changed while the button was held down: what it is now is another question.
          noted(question, 'not confirmed');
          return ask(question);
        }
        case 'mark-production':
          return from === 'person' ? mark(command.target, command.production) : undefined;
        case 'show-production':
          return wanting.go('confirm');
        default:
          return assertNever(command);
      }
    },
  };
};
