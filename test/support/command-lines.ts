import fc from 'fast-check';
import type { ArgumentSpec, OptionSpec } from '../../app/command-line/command.ts';
import { argumentsOf, isFlag, optionsOf, specOf } from '../../app/command-line/spec.ts';
import { commandNames, longName, type CommandName } from '../../app/command-line/table.ts';
import type { Value } from '../../app/command-line/value.ts';
import { assertNever } from '../../app/result.ts';

/** A word as typed, and what reading it must give. */
type Typed = { readonly word: string; readonly read: unknown };

const anyText = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.constantFrom('-', '--', '--help', '-q', 'a=b', '=', '{x', 'ünï', 'a b', '$(x)'),
);

const plain = anyText.map((word): Typed => ({ word, read: word }));

const typedFor = (value: Value): fc.Arbitrary<Typed> => {
  switch (value.kind) {
    case 'choice':
      return fc.constantFrom(...value.choices).map((word) => ({ word, read: word }));
    case 'command':
      return fc.constantFrom(...commandNames).map((word) => ({ word, read: word }));
    case 'seconds':
    case 'count':
      return fc
        .integer({ min: value.min, max: value.max })
        .map((number) => ({ word: String(number), read: number }));
    case 'pair':
      return fc
        .record({ key: anyText.filter((key) => !key.includes('=')), value: fc.string() })
        .map((read) => ({ word: `${read.key}=${read.value}`, read }));
    case 'policy':
      return fc.oneof(
        fc.string().map((rest) => ({
          word: ` {${rest}`,
          read: { kind: 'json', text: ` {${rest}` },
        })),
        anyText
          .filter((path) => !/^\s*\{/.test(path))
          .map((path) => ({ word: path, read: { kind: 'file', path } })),
      );
    case 'file':
    case 'grant':
    case 'role':
    case 'identity':
    case 'live':
    case 'program':
    case 'text':
      return plain;
    default:
      return assertNever(value);
  }
};

/** The words of an option, in either way of writing, and what stands under its key. */
type Part = { readonly argv: readonly (readonly string[])[]; readonly read: unknown };

const written = (key: string, { word }: Typed, joined: boolean): readonly string[] =>
  joined ? [`--${longName(key)}=${word}`] : [`--${longName(key)}`, word];

const optionPart = (key: string, spec: OptionSpec): fc.Arbitrary<Part> => {
  const { value } = spec;
  if (isFlag(value))
    return fc.boolean().map((on) => ({ argv: on ? [[`--${longName(key)}`]] : [], read: on }));
  const one = fc.tuple(typedFor(value), fc.boolean());
  if (spec.repeated === true)
    return fc.array(one, { maxLength: 3 }).map((all) => ({
      argv: all.map(([typed, joined]) => written(key, typed, joined)),
      read: all.map(([typed]) => typed.read),
    }));
  const given = one.map(([typed, joined]): Part => ({
    argv: [written(key, typed, joined)],
    read: typed.read,
  }));
  if (spec.required === true) return given;
  const left: Part = { argv: [], read: 'default' in value ? value.default : null };
  return fc.oneof(fc.constant(left), given);
};

const argumentPart = (spec: ArgumentSpec): fc.Arbitrary<readonly Typed[]> =>
  fc.array(typedFor(spec.value), {
    minLength: spec.required ? 1 : 0,
    maxLength: spec.repeated ? 3 : 1,
  });

/** A valid command line as an array of words, and the request that reading it must give. */
export type CommandLine = {
  readonly argv: readonly string[];
  readonly request: Readonly<Record<string, unknown>> & { readonly kind: CommandName };
};

const stands = (read: unknown): boolean =>
  Array.isArray(read) ? read.length > 0 : read !== null && read !== false;

const keepsRules = (name: CommandName, request: CommandLine['request']): boolean =>
  specOf(name).rules.every((rule) => {
    const has = (key: string): boolean => stands(request[key]);
    if (rule.kind === 'one-of') return rule.names.some(has);
    return rule.kind === 'not-both' ? !rule.names.every(has) : !has(rule.name) || has(rule.other);
  });

const commandLineOf = (name: CommandName): fc.Arbitrary<CommandLine> => {
  const spec = specOf(name);
  const options = optionsOf(spec);
  const places = argumentsOf(spec);
  return fc
    .record({
      parts: fc.tuple(...options.map((one) => optionPart(one.key, one))),
      places: fc.tuple(...places.map(argumentPart)),
      /** Where each option stands among the words. */
      at: fc.array(fc.nat(3), { minLength: 9, maxLength: 9 }),
    })
    .map(({ parts, places: typed, at }): CommandLine => {
      const request = {
        kind: name,
        ...Object.fromEntries(options.map(({ key }, i) => [key, parts[i]?.read])),
        ...Object.fromEntries(
          places.map(({ key, repeated }, i) => {
            const reads = (typed[i] ?? []).map(({ read }) => read);
            return [key, repeated ? reads : (reads[0] ?? null)];
          }),
        ),
      };
      const behind = places.findIndex(({ afterDashes }) => afterDashes === true);
      const words = typed.flatMap((all, i) => (i === behind ? [] : all.map(({ word }) => word)));
      // Those of one option stay in their order.
      const groups = parts.map(({ argv }) => argv.flat());
      // A word that looks like an option stands behind the dashes, and what follows it too.
      const plainWords = words.findIndex((word) => word.startsWith('-') && word !== '-');
      const open = plainWords < 0 ? words : words.slice(0, plainWords);
      const shut = plainWords < 0 ? [] : words.slice(plainWords);
      const mixed: string[] = [];
      for (const [i, word] of open.entries()) {
        mixed.push(...groups.filter((_, g) => (at[g] ?? 0) === i).flat(), word);
      }
      mixed.push(...groups.filter((_, g) => (at[g] ?? 0) >= open.length).flat());
      const program = behind < 0 ? [] : (typed[behind] ?? []).map(({ word }) => word);
      const dashes = behind >= 0 || shut.length > 0 ? ['--'] : [];
      return { argv: [name, ...mixed, ...dashes, ...shut, ...program], request };
    })
    .filter(({ request }) => {
      // The name of exec stands before the dashes, so one that begins with a dash cannot be said.
      const sayable = name !== 'exec' || !/^-./.test(String(request['name']));
      return sayable && keepsRules(name, request);
    });
};

/** Valid command lines of every command of the table. */
export const commandLines: fc.Arbitrary<CommandLine> = fc
  .constantFrom(...commandNames)
  .chain(commandLineOf);
